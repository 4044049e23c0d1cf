"""What is measured: `registry` names the metrics, each other module holds pure functions of one subject."""

"""The parts that `query.read_question` is put together from, and the words they know as data."""

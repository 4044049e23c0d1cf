"""The write path: from report files to a catalog of text, passages and figures."""

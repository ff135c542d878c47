"""The An Daras demo: eight small primary schools in 2017/18."""

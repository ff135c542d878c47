"""The demo of the Amethyst vision: the people of the Amethyst demo, the logs of the promises."""

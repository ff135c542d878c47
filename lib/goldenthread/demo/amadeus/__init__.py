"""The demo of Amadeus' model for school improvement: five invented primary schools."""

"""The MLP Trust's demo: two secondary and four primary schools, none of which exists."""

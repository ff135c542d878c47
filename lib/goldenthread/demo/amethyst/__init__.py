"""The Amethyst Academies Trust: two secondary schools, three drops of one year."""

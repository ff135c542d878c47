"""Ordinary names, combined by chance: whoever bears one of the results is not meant."""

from __future__ import annotations

import numpy as np

_GIRLS = """
Aisha Alice Amelia Amira Anna Beth Caitlin Charlotte Chloe Daisy Eleanor Ella Emily Erin Eva Fatima
Freya Georgia Grace Hannah Harleen Imogen Isla Jasmine Jessica Keira Lauren Leah Libby Lucy Maisie
Maryam Megan Mia Molly Nadia Niamh Olivia Phoebe Poppy Priya Rosie Ruby Sana Scarlett Simran Sofia
Tegan Zara Zofia
"""
_BOYS = """
Aaron Adam Aiden Alfie Archie Arjun Ben Callum Charlie Connor Daniel Dylan Elijah Ethan Finley
Gabriel George Gurdeep Hamza Harry Haydn Isaac Jack Jacob Jake Jayden Joel Josh Kai Kyle Leo Liam
Logan Lucas Luke Mason Mateusz Max Mohammed Noah Nathan Oliver Oscar Owen Rhys Ryan Samuel Theo
Thomas Zain
"""
_WOMEN = """
Alison Amanda Angela Anita Barbara Beverley Carly Claire Deborah Diane Emma Fiona Gemma Gillian
Hazel Jackie Janet Jaspreet Joanne Julie Karen Kelly Kim Laura Lesley Linda Lisa Lorraine Louise
Manjit Maria Michelle Natalie Nicole Parveen Paula Rachel Rebecca Rukhsana Ruth Sally Sharon Sheila
Stephanie Susan Tracey Vicky Wendy Yvonne Zoe
"""
_MEN = """
Adrian Alan Andrew Anthony Barry Brian Chris Colin Craig Darren Dean Dennis Derek Gareth Gary Gavin
Geoff Glenn Graham Harjit Howard Ian Imran Jason Jeremy Keith Kevin Lee Leon Martin Neil Nigel
Patrick Paul Peter Philip Raj Ray Richard Robert Roger Russell Sanjay Simon Stephen Steven Stuart
Terry Tim Wayne
"""
_SURNAMES = """
Abbott Adams Ahmed Akhtar Allen Anderson Andrews Armstrong Atkins Barker Barnes Begum Bennett Bishop
Booth Bradley Brookes Burton Butler Carter Chambers Chapman Clarke Cole Collins Cook Cooper Cox
Cross Dawson Dean Dhillon Dixon Doyle Edwards Ellis Evans Farrell Fisher Fletcher Foster Fox Francis
Gardner Gibbs Gill Gordon Greaves Griffiths Hall Hamilton Harper Harris Hart Harvey Hayes Hill
Holland Hughes Hunt Hussain Iqbal Jackson James Jenkins Johal Johnson Jones Jordan Kaur Kelly Khan
Knight Kowalski Lambert Lane Lawson Lee Lewis Lloyd Mann Marsh Martin Mason Matthews Miller Mills
Mistry Mitchell Moore Morgan Murphy Newman Nicholls Norton O'Brien Osborne Owen Palmer Parker
Parsons Patel Payne Pearce Perry Phillips Porter Powell Price Quinn Rahman Reynolds Richards Roberts
Robinson Rogers Rose Russell Ryan Sandhu Saunders Shah Sharma Shaw Simpson Singh Smith Spencer
Stanley Steele Stone Summers Sutton Taylor Thomas Thompson Tucker Turner Walker Wallace Walsh Ward
Warren Watkins Watson Webb Wells West White Wilkes Willis Wilson Wood Wright Yates Young
"""


def draw_pupil_name(rng: np.random.Generator, sex: str) -> tuple[str, str]:
    """A surname and a forename for a girl (F) or a boy."""
    forenames = _GIRLS if sex == "F" else _BOYS
    return _one(rng, _SURNAMES), _one(rng, forenames)


def draw_adult_name(rng: np.random.Generator) -> tuple[str, str]:
    """A surname and a forename for a grown-up."""
    surname, forename, _ = draw_titled_name(rng)
    return surname, forename


def draw_titled_name(rng: np.random.Generator) -> tuple[str, str, str]:
    """A surname, a forename and a title for a grown-up."""
    woman = rng.random() < 0.58
    titles, shares = (
        (("Mrs", "Ms", "Dr"), (0.6, 0.34, 0.06)) if woman else (("Mr", "Dr"), (0.94, 0.06))
    )
    title = str(rng.choice(titles, p=shares))
    return _one(rng, _SURNAMES), _one(rng, _WOMEN if woman else _MEN), title


def _one(rng: np.random.Generator, names: str) -> str:
    choice = names.split()
    return choice[int(rng.integers(len(choice)))]

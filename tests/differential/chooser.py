"""Choices that a seed decides: what every generator of cases is made from."""

import random


class Chooser:
    def __init__(self, seed):
        self.pick = random.Random(seed)

    def chance(self, share):
        return self.pick.random() < share

    def one(self, choices):
        return self.pick.choice(choices)

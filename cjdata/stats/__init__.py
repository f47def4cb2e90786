"""Statistics: arrays and frames in, frozen results out.

Nothing here knows where a number came from; what a number is (a proportion, a stock, a lagged
ratio) is decided by the caller from the definition of its measure.
"""

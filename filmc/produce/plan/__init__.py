"""The plan: what would be bought for a film, why, of whom and for how much; made of what stands, and spending nothing.

`plan.py` has the data, `planner.py` makes it, `habit.py` counts takes, `ceilings.py` says what may be spent.
"""

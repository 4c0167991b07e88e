"""A claim in models for every reading of its names."""

from __future__ import annotations

from symcalc.check.chance.models import Numbers, cast_of, compare_in_models
from symcalc.check.chance.setting import Setting
from symcalc.check.chance.spaces import Cast
from symcalc.mean.definitions import expand_definitions


def numbers_of(setting: Setting) -> Numbers:
    """The comparison in models, for every reading of names that may be random or constant."""
    sides = [expand_definitions(side, setting.scope) for side in setting.without_names()]
    certain = cast_of(sides, setting.chance, setting.random)
    if certain is None or setting.speaks_of_arrays():
        return Numbers(())
    readings = [certain]
    doubtful = [key for key in certain.constants if setting.is_doubtful(key)]
    if doubtful:
        variables = (*certain.variables, *doubtful)
        others = tuple(key for key in certain.constants if key not in doubtful)
        readings.append(Cast(variables, certain.events, others))
    if not all(cast.is_small for cast in readings):
        return Numbers(())
    return compare_in_models(sides, setting.sign, setting.chance, readings)

"""Algorithms that run: from the displays of a page to a trajectory.

An entry whose ``symcalc`` block has a table ``[run]`` is an algorithm: its displays define
sequences in a step index, such as ``m_{t+1} = \\beta m_t + g_t``.  ``table.py`` reads the tables,
``recurrence.py`` the displays, ``advance.py`` makes one step of them on a surface as terms, and
``simulate.py`` compiles and repeats it.
"""

"""Reasoning between lines: does the next equation follow, and were solutions lost or gained?"""

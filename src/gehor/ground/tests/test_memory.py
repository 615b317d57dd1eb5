"""When a process looks for memory that it needs no more."""

import gc
import importlib

import pytest

from gehor.ground import memory


@pytest.mark.parametrize("before", [True, False])
def test_nobody_looks_for_garbage_while_something_is_loaded_and_then_as_before(before):
    was = gc.isenabled()
    try:
        (gc.enable if before else gc.disable)()
        with memory.loading():
            assert not gc.isenabled()
        assert gc.isenabled() is before
        with pytest.raises(ImportError), memory.loading():
            importlib.import_module("gehor.nowhere")
        assert gc.isenabled() is before
    finally:
        (gc.enable if was else gc.disable)()

"""Limits that the reading child lays on itself before it touches a foreign file: memory, seconds, silence."""

import contextlib
import ctypes
import os
import sys
from typing import Any

_JOB_EXTENDED_LIMITS = 9
_LIMIT_PROCESS_MEMORY = 0x100
_NO_ERROR_BOXES = 0x0001 | 0x0002
_THIS_PROCESS = -1


def limit_this_process(memory: int, seconds: int) -> None:
    """At most `memory` bytes and `seconds` of processor time for this process, and nothing on its terminal.

    On Windows a job object, elsewhere resource limits; macOS may refuse the one on memory, there the parent watches.
    """
    silence()
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.SetErrorMode(_NO_ERROR_BOXES)
        limit_by_job(kernel, memory)
    else:
        limit_by_resources(memory, seconds)


def silence() -> None:
    """Sends what native code prints when it aborts into nothing; the parent tells the user."""
    with contextlib.suppress(OSError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        for descriptor in (1, 2):
            os.dup2(nothing, descriptor)


if sys.platform != "win32":
    import resource

    def limit_by_resources(memory: int, seconds: int) -> None:
        """POSIX: address space, processor time, no core file; a limit the system does not know is left out."""
        wanted = ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory))
        for limit, value in wanted:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(limit, (value, value))


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION (winnt.h)."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION (winnt.h); the six counters are IO_COUNTERS."""

    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def limit_by_job(kernel: Any, memory: int) -> None:
    """Windows: puts this process into a job object of its own that allows it `memory` bytes; `kernel` is kernel32.

    Jobs nest from Windows 8 on, so a job that the process is already in does no harm. OSError when it fails.
    """
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.SetInformationJobObject.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    job = kernel.CreateJobObjectW(None, None)
    limits = _ExtendedLimits()
    limits.BasicLimitInformation.LimitFlags = _LIMIT_PROCESS_MEMORY
    limits.ProcessMemoryLimit = memory
    done = (
        job
        and kernel.SetInformationJobObject(job, _JOB_EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        and kernel.AssignProcessToJobObject(job, _THIS_PROCESS)
    )
    if not done:
        raise OSError("the job object that limits memory could not be made")

"""Memory that the frameworks free stays with the process.

By default glibc gives blocks of some megabytes back to the system as soon as they are freed and takes them anew in the next step, whose pages are
then cleared one by one. On virtual machines that can take longer than the computation, and it is no property of the framework: who trains seriously on a
processor links an allocator that keeps memory. So the references are measured with one that does.
"""
import ctypes
import sys

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX = -1, -2, -4


def keep_freed():
    """Of glibc alone; elsewhere the system's allocator is taken as it is."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            settings = [(M_MMAP_MAX, 0), (M_TOP_PAD, 1 << 30), (M_TRIM_THRESHOLD, (1 << 31) - 1)]
            if not all([mallopt(setting, value) for setting, value in settings]):
                sys.exit("mallopt refused a setting: the allocator is not glibc's?")

"""The numbers of the system's calls that a jail refuses or looks at: they differ from processor to processor.

From the headers of Linux 6.1 (asm/unistd_64.h for x86-64, asm-generic/unistd.h for 64-bit ARM), fchmodat2 from Linux
6.6; a test compares them with the headers that are installed. None: the processor has no such call.
"""

MACHINES = ("x86_64", "aarch64")
# How the kernel calls each processor in a filter, from linux/audit.h.
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# What is refused, whatever its arguments: the numbers on x86-64 and on 64-bit ARM.
DENIED: dict[str, dict[str, tuple[int, int | None]]] = {
    "processes and programs": {
        "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    },
    "network": {
        "socket": (41, 198), "connect": (42, 203), "accept": (43, 202), "sendmsg": (46, 211), "bind": (49, 200),
        "listen": (50, 201), "accept4": (288, 242), "sendmmsg": (307, 269),
    },
    "signals and other processes": {
        "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
        "pidfd_send_signal": (424, 424), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "setpriority": (141, 140),
        "setsid": (112, 157), "setpgid": (109, 154),
    },
    "memory of others": {
        "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
        "process_madvise": (440, 440),
    },
    "memory beside the limit": {
        "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "msgget": (68, 186),
        "semget": (64, 190), "mq_open": (240, 180),
    },
    "what Landlock leaves open": {
        "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, None),
        "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54), "utime": (132, None), "utimes": (235, None),
        "futimesat": (261, None), "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6),
        "fsetxattr": (190, 7), "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    },
    "administration": {
        "io_uring_setup": (425, 425), "bpf": (321, 280), "userfaultfd": (323, 282), "perf_event_open": (298, 241),
        "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218), "mount": (165, 40),
        "umount2": (166, 39), "pivot_root": (155, 41), "unshare": (272, 97), "setns": (308, 268), "chroot": (161, 51),
        "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264), "init_module": (175, 105),
        "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
        "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224), "settimeofday": (164, 170),
        "clock_settime": (227, 112), "personality": (135, 92), "fsopen": (430, 430), "fsmount": (432, 432),
        "move_mount": (429, 429), "open_tree": (428, 428), "mount_setattr": (442, 442), "quotactl": (179, 60),
        "syslog": (103, 116), "acct": (163, 89), "modify_ldt": (154, None), "iopl": (172, None), "ioperm": (173, None),
    },
}  # fmt: skip
# What is looked at before it is allowed, and the call that sets the filter.
LOOKED_AT = {
    "clone": (56, 220), "clone3": (435, 435), "kill": (62, 129), "tgkill": (234, 131), "prlimit64": (302, 261),
    "sendto": (44, 206), "fcntl": (72, 25), "prctl": (157, 167), "ioctl": (16, 29), "seccomp": (317, 277),
}  # fmt: skip


def denied(machine: str) -> list[int]:
    """The numbers of all calls that are refused on a processor."""
    of = MACHINES.index(machine)
    return [number for group in DENIED.values() for both in group.values() if (number := both[of]) is not None]


def number(name: str, machine: str) -> int:
    """The number of a call that is looked at."""
    return LOOKED_AT[name][MACHINES.index(machine)]

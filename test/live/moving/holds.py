"""holds.py KIND NAME: holds one thing, and every 50 ms writes to NAME.log whether it still works."""
import ctypes, fcntl, mmap, os, select, signal, socket, sys, threading, time

kind, name = sys.argv[1:]
libc = ctypes.CDLL(None, use_errno=True)
count = 0


def counter():
    """A check that something counts on by itself."""
    seen = [-1]

    def check():
        before, seen[0] = seen[0], box[0]
        return seen[0] != before or count % 8 != 0

    box = [0]
    return box, check


def through(write, read):
    return lambda: (write(b'a'), read(1) == b'a')[1]


def hold():
    if kind == 'nothing':
        return lambda: True
    if kind == 'file':
        f = open(name + '.data', 'w+')
        return lambda: (f.write('x'), f.flush(), f.seek(0), len(f.read()) == count + 1)[3]
    if kind == 'append':
        f = open(name + '.data', 'a+')
        return lambda: (f.write('x'), f.flush(), os.fstat(f.fileno()).st_size == count + 1)[2]
    if kind == '100 MB':
        data = bytearray(os.urandom(1 << 20)) * 100
        first = hash(bytes(data))
        return lambda: count % 40 != 39 or hash(bytes(data)) == first
    if kind == 'pipe':
        r, w = os.pipe()
        return through(lambda b: os.write(w, b), lambda n: os.read(r, n))
    if kind == 'fifo':
        os.mkfifo(name + '.fifo')
        f = os.open(name + '.fifo', os.O_RDWR)
        return through(lambda b: os.write(f, b), lambda n: os.read(f, n))
    if kind == 'child':
        r, w = os.pipe()
        r2, w2 = os.pipe()
        if os.fork() == 0:
            while True:
                os.write(w2, os.read(r, 1))
        return through(lambda b: os.write(w, b), lambda n: os.read(r2, n))
    if kind == 'zombie':
        if os.fork() == 0:
            os._exit(3)
        return lambda: True
    if kind == 'session':
        if os.fork() == 0:
            os.setsid()
            while True:
                time.sleep(1)
        return lambda: True
    if kind == 'daemon':
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                while True:
                    time.sleep(1)
            os._exit(0)
        os.wait()
        return lambda: True
    if kind == 'threads':
        box, check = counter()

        def go():
            while True:
                box[0] += 1
                time.sleep(0.01)

        for _ in range(4):
            threading.Thread(target=go, daemon=True).start()
        return check
    if kind == 'shared memory':
        m = mmap.mmap(-1, 1 << 20)
        if os.fork() == 0:
            while True:
                m[0] = (m[0] + 1) % 256
                time.sleep(0.01)
        box, check = counter()
        return lambda: (box.__setitem__(0, m[0]), check())[1]
    if kind == 'mapped file':
        open(name + '.map', 'wb').write(b'\0' * 4096)
        f = open(name + '.map', 'r+b')
        m = mmap.mmap(f.fileno(), 4096)
        return lambda: (m.__setitem__(0, count % 256), m[0] == count % 256)[1]
    if kind == 'memfd':
        f = os.memfd_create('x')
        os.write(f, b'hello')
        return lambda: os.pread(f, 5, 0) == b'hello'
    if kind in ('deleted file', 'deleted file of 5 MB'):
        text = 'h' * (5 if kind == 'deleted file' else 5000000)
        f = open(name + '.gone', 'w+')
        f.write(text)
        f.flush()
        os.unlink(name + '.gone')
        return lambda: (f.seek(0), f.read() == text)[1]
    if kind == 'unix pair':
        a, b = socket.socketpair()
        return through(a.send, b.recv)
    if kind == 'unix listener':
        s = socket.socket(socket.AF_UNIX)
        s.bind(name + '.sock')
        s.listen()
        return lambda: True
    if kind == 'epoll':
        r, w = os.pipe()
        e = select.epoll()
        e.register(r, select.EPOLLIN)
        return lambda: (os.write(w, b'a'), e.poll(1) != [], os.read(r, 1))[1]
    if kind == 'eventfd':
        f = os.eventfd(0)
        return lambda: (os.eventfd_write(f, 1), os.eventfd_read(f) == 1)[1]
    if kind == 'timer':
        box, check = counter()
        signal.signal(signal.SIGALRM, lambda *_: box.__setitem__(0, box[0] + 1))
        signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
        return check
    if kind == 'signal handler':
        box = [0]
        signal.signal(signal.SIGUSR1, lambda *_: box.__setitem__(0, box[0] + 1))
        return lambda: (os.kill(os.getpid(), signal.SIGUSR1), box[0] == count + 1)[1]
    if kind == 'pty':
        a, b = os.openpty()
        return lambda: (os.write(a, b'x\n'), os.read(b, 10) == b'x\n', os.read(a, 10))[1]
    if kind == 'locked memory':
        libc.mlock(ctypes.create_string_buffer(4096), 4096)
        return lambda: True
    if kind == 'no new privileges':
        libc.prctl(38, 1, 0, 0, 0)
        return lambda: True
    if kind == '/dev/zero':
        f = open('/dev/zero', 'rb')
        return lambda: f.read(1) == b'\0'
    if kind == 'another nice value':
        mine = os.nice(5)
        return lambda: os.getpriority(os.PRIO_PROCESS, 0) == mine
    # What cannot move.
    if kind == 'TCP connection':
        server = socket.socket()
        server.bind(('127.0.0.1', 0))
        server.listen()
        client = socket.create_connection(server.getsockname())
        other, _ = server.accept()
        hold.kept = server
        return through(client.send, other.recv)
    if kind == 'TCP listener':
        s = socket.socket()
        s.bind(('127.0.0.1', 0))
        s.listen()
        return lambda: s.fileno() > 0
    if kind == 'UDP socket':
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.bind(('127.0.0.1', 0))
        return lambda: s.fileno() > 0
    if kind == 'System V shared memory':
        libc.shmat.restype = ctypes.c_void_p
        p = libc.shmat(libc.shmget(0, 1 << 20, 0o1600), None, 0)
        ctypes.memset(p, 7, 100)
        return lambda: ctypes.string_at(p, 1) == b'\7'
    if kind == 'flock':
        f = open(name + '.lock', 'w')
        fcntl.flock(f, fcntl.LOCK_EX)
        return lambda: f.fileno() > 0
    if kind == 'inotify':
        i = libc.inotify_init()
        libc.inotify_add_watch(i, os.getcwd().encode(), 0x100)
        return lambda: True
    if kind == 'io_uring':
        p = ctypes.create_string_buffer(120)
        assert libc.syscall(425, 8, p) >= 0
        return lambda: True
    if kind == 'userfaultfd':
        assert libc.syscall(323, 1) >= 0
        return lambda: True
    if kind == 'file of one node':
        f = open('/dev/shm/' + name, 'w')
        return lambda: f.fileno() > 0
    raise SystemExit('no such kind')


check = hold()
me = os.getpid()
log = open(name + '.log', 'a', buffering=1)
while True:
    try:
        fine = check() and os.getpid() == me
    except Exception as problem:
        fine = repr(problem)
    log.write(f'{count} {"ok" if fine is True else "BROKEN " + str(fine)}\n')
    count += 1
    time.sleep(0.05)

#!/usr/bin/env python3
"""Verifies a bizmcp audit trail. Shares no code with the server: Python's standard library alone.

    python3 verify.py FOLDER [--pubkey FILE]... [--anchors FILE]

Exit code: 0 intact, 1 tampered, 2 incomplete, 3 unreadable. Without --pubkey the keys in FOLDER-keys are trusted.
"""
import argparse, base64, datetime, functools, hashlib, json, pathlib, re, sys, zlib

sha256 = lambda *parts: hashlib.sha256(b''.join(parts)).digest()

# --- canonical JSON, RFC 8785 -------------------------------------------------------------------------------------
def number(value):
    if isinstance(value, int) and abs(value) < 10 ** 21:
        return str(value)
    value = float(value)
    if value == 0:
        return '0'
    digits, exponent = re.fullmatch(r'(-?[\d.]+)(?:e([+-]?\d+))?', repr(value)).groups()
    sign, digits = ('-', digits[1:]) if digits[0] == '-' else ('', digits)
    whole, _, part = digits.partition('.')
    point = len(whole) + int(exponent or 0)
    digits = whole + (part if part != '0' else '')
    point -= len(digits) - len(digits.lstrip('0'))
    digits = digits.strip('0')
    if 0 < point <= 21:
        text = digits.ljust(point, '0') if len(digits) <= point else digits[:point] + '.' + digits[point:]
    elif -6 < point <= 0:
        text = '0.' + '0' * -point + digits
    else:
        text = digits[0] + ('.' + digits[1:] if len(digits) > 1 else '') + 'e%+d' % (point - 1)
    return sign + text

def canonical(value):
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode('utf-16-be', 'surrogatepass'))
        return '{' + ','.join(json.dumps(key, ensure_ascii=False) + ':' + canonical(value[key]) for key in keys) + '}'
    if isinstance(value, list):
        return '[' + ','.join(map(canonical, value)) + ']'
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(value)
    # JSON escapes neither DEL nor what is beyond ASCII; Python agrees, given ensure_ascii=False.
    return json.dumps(value, ensure_ascii=False)

def leaf(record, *without):
    return sha256(b'\0', canonical({key: record[key] for key in record if key not in without}).encode())

# --- Ed25519, RFC 8032 section 5.1.7 ------------------------------------------------------------------------------
P, L = 2 ** 255 - 19, 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P

def add(one, other):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        result, point, scalar = add(result, point) if scalar & 1 else result, add(point, point), scalar >> 1
    return result

def decode(raw):
    y = int.from_bytes(raw, 'little')
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError('no point')
    return (P - x if x & 1 != sign else x), y, 1, (P - x if x & 1 != sign else x) * y % P

BASE = decode((4 * pow(5, P - 2, P) % P).to_bytes(32, 'little'))

@functools.cache
def is_signed(public, text, signature):
    try:
        key, start, scalar = decode(public), decode(signature[:32]), int.from_bytes(signature[32:], 'little')
    except ValueError:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), 'little') % L
    left, right = times(scalar, BASE), add(start, times(challenge, key))
    return scalar < L and all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))

# --- signed notes and Merkle trees --------------------------------------------------------------------------------
def open_note(note, keys):
    """The lines of a note that a trusted key signed: origin, size, root and more."""
    shape = re.fullmatch(r'((?:[^\n]+\n){3,})\n— bizmcp-audit ([A-Za-z0-9+/]+=*)\n', note)
    signed = base64.b64decode(shape[2]) if shape else b''
    public = keys.get(signed[:4])
    if not public or len(signed) != 68 or not is_signed(public, shape[1].encode(), signed[4:]):
        return None
    origin, size, root, *more = shape[1].rstrip('\n').split('\n')
    return origin.removeprefix('bizmcp-audit/'), int(size), root, more

class Tree:
    def __init__(self):
        self.peaks, self.size = [], 0

    def add(self, hash_):
        count = 1
        while self.peaks and self.peaks[-1][0] == count:
            count, hash_ = count * 2, sha256(b'\1', self.peaks.pop()[1], hash_)
        self.peaks.append((count, hash_))
        self.size += 1

    def root(self):
        hash_ = self.peaks[-1][1] if self.peaks else sha256()
        for _, peak in reversed(self.peaks[:-1]):
            hash_ = sha256(b'\1', peak, hash_)
        return base64.b64encode(hash_).decode()

# --- files --------------------------------------------------------------------------------------------------------
def name_of(path):
    return path.name.removesuffix('.gz').removesuffix('.jsonl')

def content_of(path):
    raw = path.read_bytes()
    if path.suffix != '.gz':
        return raw
    content = b''
    while raw or not content:
        unpacker = zlib.decompressobj(31)
        content += unpacker.decompress(raw) + unpacker.flush()
        if not unpacker.eof:
            raise zlib.error('the packed file is cut off')
        raw = unpacker.unused_data
    return content

# --- one segment --------------------------------------------------------------------------------------------------
CLOCK_TOLERANCE = datetime.timedelta(seconds=2)

class Segment:
    def __init__(self, path, keys, anchors):
        self.name, self.sealed, self.signed, self.problem = name_of(path), False, 0, None
        self.time, self.set_back = None, []
        self.hashes, self.claims, self.intents, self.outcomes, self.checkpoints = [], [], [], set(), set()
        try:
            *lines, self.torn = content_of(path).split(b'\n')
        except zlib.error as error:
            self.problem, self.torn = f'damaged: {error}', b''
            return
        tree, roots = Tree(), {}
        for line in lines:
            try:
                record = json.loads(line)
                self.problem = self.check(line, record, tree, keys)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                self.problem = f'no record: {error}'
            if self.problem:
                return
            tree.add(bytes.fromhex(record['hash']))
            self.hashes.append(record['hash'])
            roots[tree.size] = tree.root() if tree.size in anchors else None
        for size, (root, is_recorded) in anchors.items():
            if roots.get(size) != root or is_recorded and size not in self.checkpoints:
                self.problem = f'a signed checkpoint of {size} records does not fit'
            self.signed = max(self.signed, size)

    def check(self, line, record, tree, keys):
        seq, event, told = tree.size, record['ev'], record.get('detail') or {}
        if self.sealed:
            return 'behind the seal'
        if canonical(record).encode() != line or leaf(record, 'hash').hex() != record['hash']:
            return 'content and hash differ'
        if (record['v'], record['seg'], record['seq']) != (1, self.name, seq):
            return 'not its place'
        if (seq == 0) != (event == 'segment.opened'):
            return 'no opening, or a second one'
        previous = self.hashes[-1] if seq else self.genesis(record, keys)
        if record['prev'] != previous:
            return 'not after the record before it'
        if event in ('checkpoint', 'segment.sealed'):
            checkpoint = record['checkpoint']
            state = {key: checkpoint[key] for key in checkpoint if key != 'note'}
            opened = open_note(checkpoint['note'], keys)
            body = 'body ' + leaf({**record, 'checkpoint': state}, 'hash').hex()
            if not opened or opened[:3] != (self.name, seq, tree.root()) or body not in opened[3]:
                return 'a checkpoint that does not hold'
            if state != {'size': seq, 'root': tree.root()}:
                return 'a checkpoint of something else'
            self.checkpoints.add(seq)
            self.signed, self.sealed = seq + 1, event == 'segment.sealed'
        elif event == 'segment.opened':
            self.claims += [('head', seq, head) for head in record['segment']['heads']]
        elif event == 'gap' and 'gap' in told:
            self.claims.append(('gap', seq, told['gap']))
        elif event == 'segment.recovered' and 'recovered' in told:
            self.claims.append(('recovered', seq, told['recovered']))
        elif event.endswith('.intent') and 'corr' in record:
            self.intents.append((seq, record['corr']))
        elif event.endswith('.outcome') and 'corr' in record:
            self.outcomes.add(record['corr'])
        time = datetime.datetime.fromisoformat(record['ts'].replace('Z', '+00:00'))
        if self.time and time < self.time - CLOCK_TOLERANCE:
            self.set_back.append(seq)
        self.time = time

    def genesis(self, record, keys):
        opening, key = record['segment'], record['segment']['key_id']
        if bytes.fromhex(key) not in keys:
            return None
        digest = hashlib.sha256(canonical(opening).encode()).hexdigest()
        return hashlib.sha256(f'genesis{self.name}{key}{digest}'.encode()).hexdigest()

# --- the whole trail ----------------------------------------------------------------------------------------------
def verify(folder, key_texts, anchor_text):
    publics = [base64.b64decode(text.strip()) for text in key_texts]
    keys = {sha256(b'bizmcp-audit\n\x01', public)[:4]: public for public in publics}
    # Where a segment has a plain and a packed file, the plain one counts.
    files = {name_of(path): path for ending in ('jsonl.gz', 'jsonl') for path in folder.glob(f'*.{ending}')}
    paths = [files[name] for name in sorted(files, key=lambda name: name.rsplit('.', 1)[-1])]
    if paths and not keys:
        raise OSError('there is no public key to verify the trail with')
    tampered, incomplete, anchors, graves = [], [], {}, {}
    for note in re.findall(r'(?:[^\n]+\n)+\n— [^\n]+\n', anchor_text):
        opened = open_note(note, keys)
        if opened:
            name, size, root, more = opened
            anchors.setdefault(name, {})[size] = root, any(line.startswith('body ') for line in more)
        else:
            incomplete.append('a checkpoint that was kept can not be used')
    for path in folder.glob('*.tombstone'):
        opened, name = open_note(path.read_text(), keys), path.name.removesuffix('.tombstone')
        head = next((line[5:] for line in (opened or ('', 0, '', []))[3] if line.startswith('head ')), None)
        if opened and opened[0] == name and head:
            graves[name] = (opened[1], head)
        else:
            tampered.append(f'{name}: its tombstone is not signed')
    trail = {}
    for path in paths:
        segment = Segment(path, keys, anchors.get(name_of(path), {}))
        trail[segment.name] = segment
    tampered += [f'{s.name} record {len(s.hashes)}: {s.problem}' for s in trail.values() if s.problem]
    incomplete += [f'{s.name} record {seq}: the clock was set back' for s in trail.values() for seq in s.set_back]
    ends, claims = {}, [(by, *claim) for by in trail.values() for claim in by.claims]
    for by, kind, by_seq, claim in reversed(claims):
        name, seq, hash_ = claim['segment'], claim['seq'], claim['hash']
        segment = trail.get(name)
        if not segment:
            if name in graves and seq >= graves[name][0] - 1 and (seq + 1, hash_) != graves[name]:
                tampered.append(f'{name}: its tombstone has another end')
            continue
        if segment.problem:
            continue
        if seq >= 0 and (seq >= len(segment.hashes) or segment.hashes[seq] != hash_):
            tampered.append(f'{name} record {seq}: {by.name} names another one')
            continue
        if kind == 'recovered' and seq + 1 == len(segment.hashes):
            torn = len(segment.torn), hashlib.sha256(segment.torn).hexdigest() if segment.torn else ''
            if torn != (claim.get('torn_bytes', 0), claim.get('torn_digest', '')):
                tampered.append(f'{name}: another torn end')
        if kind == 'gap' or kind == 'recovered' and seq + 1 == len(segment.hashes):
            ends[name] = seq if kind == 'gap' else float('inf')
    covers = lambda: [(claim, trail[claim['segment']]) for by, _, by_seq, claim in claims if by_seq < by.signed
                      and claim['segment'] in trail and trail[claim['segment']].signed <= claim['seq']]
    while covering := covers():
        for claim, segment in covering:
            segment.signed = max(segment.signed, claim['seq'] + 1)
    named = set(anchors) | {claim['segment'] for _, _, _, claim in claims}
    incomplete += [f'{name}: missing' for name in sorted(named - set(trail) - set(graves))]
    outcomes = set().union(*(segment.outcomes for segment in trail.values()))
    for segment in trail.values():
        if segment.sealed and segment.torn and not segment.problem:
            tampered.append(f'{segment.name}: bytes behind the seal')
        elif not segment.sealed and not segment.problem and segment.name not in ends:
            incomplete.append(f'{segment.name}: no seal')
        if any(seq <= ends.get(segment.name, float('inf')) and call not in outcomes for seq, call in segment.intents):
            incomplete.append(f'{segment.name}: calls without an outcome')
    records = sum(len(segment.hashes) for segment in trail.values())
    signed = sum(min(segment.signed, len(segment.hashes)) for segment in trail.values())
    return tampered, incomplete, records, records - signed

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('--pubkey', type=pathlib.Path, action='append')
    parser.add_argument('--anchors', type=pathlib.Path)
    options = parser.parse_args()
    beside = options.folder.resolve().with_name(options.folder.resolve().name + '-keys')
    try:
        if not options.folder.is_dir():
            raise OSError(f'{options.folder} is no folder')
        texts = [path.read_text() for path in options.pubkey or beside.glob('*.pub')]
        notes = [path.read_text() for path in (beside / 'anchors.log', options.anchors) if path and path.exists()]
        tampered, incomplete, records, unanchored = verify(options.folder, texts, '\n'.join(notes))
    except (OSError, ValueError) as error:
        print(f'UNREADABLE: {error}')
        return 3
    for problem in tampered + incomplete:
        print(problem)
    print(f'{"TAMPERED" if tampered else "incomplete" if incomplete else "intact"}: {records} records, {unanchored} un-anchored')
    return 1 if tampered else 2 if incomplete else 0

sys.exit(main())

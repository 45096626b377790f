import {
  createBearerTokens,
  createSimulator,
  decodeCursor,
  encodeCursor,
  Refusal,
  route,
  type SimulatedRequest,
  type SimulatorContext,
  systemClock,
  takePage,
} from '@bizmcp/testkit/simulator';

interface StoredNote {
  id: number;
  text: string;
  created: number;
}

interface Notebook {
  owner: string;
  notes: StoredNote[];
  lastId: number;
}

const day = 86_400_000;
const subjects = ['rent', 'the garden', 'a birthday', 'the car', 'bread', 'holidays', 'the bicycle'];

function seed(now: number): Notebook {
  const notes = Array.from({ length: 40 }, (_, index) => ({
    id: index + 1,
    text: `Note ${index + 1} about ${subjects[index % subjects.length]}`,
    created: now - (40 - index) * day,
  }));
  return { owner: 'Sam Example', notes, lastId: 40 };
}

function listNotes({ query }: SimulatedRequest<never>, { state }: SimulatorContext<Notebook>) {
  const contains = query.get('contains') ?? '';
  const after = query.get('after');
  const position = after === null ? undefined : decodeCursor(after);
  if (after !== null && position === undefined) throw new Refusal({ status: 400, body: { error: 'bad_cursor' } });
  const newestFirst = state.notes.filter((note) => note.text.includes(contains)).sort((a, b) => b.id - a.id);
  const page = takePage(newestFirst, {
    limit: Number(query.get('limit') ?? 25),
    after: position,
    keyOf: (note) => String(note.id),
    compare: (left, right) => Number(right) - Number(left),
  });
  return { status: 200, body: { notes: page.items, next: page.next === undefined ? null : encodeCursor(page.next) } };
}

function createNote({ body }: SimulatedRequest<never>, { state, now }: SimulatorContext<Notebook>) {
  const sent = body.kind === 'json' ? body.value : undefined;
  const text = typeof sent === 'object' && sent !== null && 'text' in sent ? sent.text : undefined;
  if (typeof text !== 'string' || text === '') throw new Refusal({ status: 422, body: { error: 'text_missing' } });
  state.lastId += 1;
  const note = { id: state.lastId, text, created: now() };
  state.notes.push(note);
  return { status: 201, body: note };
}

function getNote({ parameter }: SimulatedRequest<'id'>, { state }: SimulatorContext<Notebook>) {
  const body = state.notes.find((note) => String(note.id) === parameter('id'));
  if (!body) throw new Refusal({ status: 404, body: { error: 'no_such_note' } });
  return { status: 200, body };
}

function deleteNote(request: SimulatedRequest<'id'>, context: SimulatorContext<Notebook>) {
  const found = getNote(request, context);
  context.state.notes = context.state.notes.filter((note) => note !== found.body);
  return found;
}

/** A notebook service: one account, notes with ids, pages with cursors. */
export function createHelloSimulator() {
  const tokens = createBearerTokens(systemClock, 'hello');
  const token = tokens.issue({ account: 'sam', scopes: ['notes'] });
  const simulator = createSimulator<Notebook>({
    name: 'hello',
    seed,
    refuse: (status) => ({ status, body: { error: `status_${status}` } }),
    around(request, _context, next) {
      if (tokens.check(request.headers.get('authorization')).kind !== 'valid')
        return { status: 401, body: { error: 'unauthenticated' } };
      return next();
    },
    routes: [
      route('GET', '/me', (_request, { state }) => ({
        status: 200,
        body: { owner: state.owner, count: state.notes.length },
      })),
      route('GET', '/notes', listNotes),
      route('POST', '/notes', createNote),
      route('GET', '/notes/{id}', getNote),
      route('DELETE', '/notes/{id}', deleteNote),
    ],
  });
  return { simulator, settings: { HELLO_TOKEN: token } };
}

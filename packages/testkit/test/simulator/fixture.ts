import { type Clock, createSimulator, Refusal, route, type Simulator } from '../../src/simulator/index.ts';

/** A vendor of notes, small enough to know by heart. */
export interface NotesState {
  readonly notes: Map<string, string>;
}

/** Makes a simulator with three endpoints and errors of its own shape. */
export const createNotesVendor = (clock?: Clock): Simulator<NotesState> =>
  createSimulator<NotesState>({
    name: 'notes',
    seed: () => ({ notes: new Map([['1', 'milk']]) }),
    refuse: (status) => ({ status, headers: { 'x-vendor': 'notes' }, body: { error: `status ${status}` } }),
    routes: [
      route('GET', '/notes/{id}', (request, { state }) => {
        const text = state.notes.get(request.parameter('id'));
        if (text === undefined) throw new Refusal({ status: 404, body: { error: 'no such note' } });
        return { status: 200, body: { id: request.parameter('id'), text } };
      }),
      route('GET', '/notes/count', (_request, { state }) => ({ status: 200, body: { count: state.notes.size } })),
      route('POST', '/notes', (request, { state }) => {
        const id = String(state.notes.size + 1);
        state.notes.set(id, request.body.kind === 'json' ? JSON.stringify(request.body.value) : request.body.kind);
        return { status: 201, body: { id } };
      }),
      route('DELETE', '/notes/{id}', (request, { state }) => {
        state.notes.delete(request.parameter('id'));
        return { status: 204 };
      }),
    ],
    ...(clock === undefined ? {} : { clock }),
  });

/** A way to reach a simulator: in process, or over a socket. */
export interface Reach {
  readonly simulator: Simulator<NotesState>;
  call(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** Both transports, for tests that hold for each. */
export const transports: ReadonlyArray<readonly [string, () => Promise<Reach>]> = [
  [
    'in process',
    async () => {
      const simulator = createNotesVendor();
      return {
        simulator,
        call: (path, init) => simulator.fetch(`http://notes.example${path}`, init),
        close: async () => {},
      };
    },
  ],
  [
    'over a socket',
    async () => {
      const simulator = createNotesVendor();
      const { url } = await simulator.start();
      return { simulator, call: (path, init) => fetch(`${url}${path}`, init), close: () => simulator.stop() };
    },
  ],
];

import type { Effect } from '../define/effect.ts';
import type { Change } from '../define/tool.ts';
import type { Call } from '../pipeline/call.ts';
import { leavesOf } from './leaf.ts';
import { shownText } from './shown-text.ts';
import { differingPieces, type Piece, shortened, shownValue, wholePiece } from './shown-value.ts';

const verbs: Record<Effect, string> = {
  read: 'reads from',
  create: 'writes to',
  update: 'writes to',
  delete: 'deletes something from',
  send: 'sends something out of',
};

/** What a preview says beside the call itself. */
export interface PreviewOptions {
  change?: Change | undefined;
  /** The fields whose values before are not shown as they are. */
  hidden?: readonly string[];
  /** Sentences of ours for the person who decides. */
  notes?: readonly string[];
}

/** Longest list or object on one line; those that are longer take a line an item. */
const lineCharacters = 200;
/** Longer ones clients may cut where they like, and nobody reads them to the end. */
const previewCharacters = 20_000;
/** Where a preview gets too long, each text is shown in less before a line is left out, and at last fewer lines. */
const fewestCharacters = 120;
const fewestLines = 20;
/** Of the names of what is not shown whole. */
const namesCharacters = 400;

/** How much is shown: of each text so many characters, of each argument and of the changes so many lines. */
interface Measure {
  characters: number;
  lines: number;
}
const generous: Measure = { characters: 1500, lines: 150 };

/** One line: what it is of, and the value, or the old one and the new one. */
interface Entry {
  label: string;
  values: readonly Piece[];
}

/** What would be done, in our own words, made from the checked arguments: nothing of it is the model's text but the values. */
export function previewOf(call: Call, { change, hidden = [], notes = [] }: PreviewOptions = {}): string {
  const { title, name, effect, system } = call.action;
  const undo = undoOf(call, hidden);
  const changed = change ? changeEntries(change) : [];
  const isTold = toldBy(changed, change);
  const given = Object.entries(call.input).map(
    ([field, value]) => [field, argumentEntries(field, value, isTold)] as const,
  );
  const isIdle = change !== undefined && changed.length === 0;
  return fitting((measure) => {
    const sections = given.map(([field, entries]) => sectionOf(shownText(field), entries, measure));
    const changes = sectionOf('the changes', changed, measure);
    const cut = [...sections, changes].flatMap((section) => section.cut);
    const lost = changed.filter(({ values: [old] }) => old !== undefined && old.text.length > measure.characters);
    return [
      `${title} (${name}): ${isIdle ? `nothing would change in ${system}, all that it sets is there already; a yes still writes it, which moves the date of the last change where one is kept` : `this ${verbs[change?.effect ?? effect]} ${system}`}.`,
      ...(undo === undefined ? [] : [`Undo: ${undo}${lost.length > 0 && takesValues(undo) ? partlyShown(lost) : ''}.`]),
      ...(cut.length > 0 ? [cutNote(cut)] : []),
      ...notes.map((note) => `! ${shownText(note)}`),
      ...sections.flatMap(({ lines }) => lines),
      ...(changed.length > 0 ? ['Before -> after:', ...changes.lines] : []),
    ].join('\n');
  });
}

/** Nobody writes back what is hidden from who asks. */
function undoOf({ action, input }: Call, hidden: readonly string[]): string | undefined {
  const undo = action.undo?.(input);
  if (hidden.length === 0 || undo === undefined || !takesValues(undo)) return undo;
  const names = shortened(shownText(hidden.join(', ')), namesCharacters);
  return `${undo}; not from here of ${names}, whose values before are hidden`;
}

function takesValues(undo: string): boolean {
  return undo.includes('the values before');
}

/** Nor what nobody was shown. */
function partlyShown(entries: readonly Entry[]): string {
  const names = shortened(entries.map(({ label }) => label).join(', '), namesCharacters);
  return `; read ${names} first, whose values before are not all shown here`;
}

function fitting(write: (measure: Measure) => string, measure = generous): string {
  const preview = write(measure);
  if (preview.length <= previewCharacters || measure.lines < fewestLines) return preview;
  return fitting(write, narrower(measure));
}

function narrower({ characters, lines }: Measure): Measure {
  return characters > fewestCharacters
    ? { characters: Math.max(fewestCharacters, Math.floor(characters / 2)), lines }
    : { characters, lines: Math.floor(lines / 2) };
}

/** Who says yes must know that it is for more than can be seen. */
function cutNote(cut: readonly string[]): string {
  const names = shortened(cut.join(', '), namesCharacters);
  return `! Not all that this call writes or replaces is shown: ${names}; a yes is for all of it.`;
}

/** One line a field: `field: "old" -> "new"`, and one an item of a long new list. Those that do not differ were left out before anything was masked. */
function changeEntries({ before, after }: Change): Entry[] {
  return Object.entries(after).flatMap(([field, value]) => {
    const label = shownText(field);
    const old = before[field];
    const isNewList = Array.isArray(value) && (old === undefined || (Array.isArray(old) && old.length === 0));
    if (!isNewList) return [{ label, values: differingPieces(old, value) }];
    return entriesOf(label, value).map((entry) => ({ ...entry, values: [wholePiece(old), ...entry.values] }));
  });
}

function isWhole(text: string): boolean {
  return text.length <= generous.characters;
}

type IsTold = (field: string, index: number, item: unknown) => boolean;

/** Whether the changes tell an item of a list of the input whole: as it is, or in words that have all its values in them. */
function toldBy(changed: readonly Entry[], change: Change | undefined): IsTold {
  const told = new Set(changed.flatMap(({ values }) => values.slice(-1).map(({ text }) => text)).filter(isWhole));
  return (field, index, item) => {
    if (typeof item !== 'object' || item === null) return false;
    const list = change?.after[change.inWords?.[field] ?? ''];
    const words: unknown = Array.isArray(list) ? list[index] : undefined;
    const isInWords =
      typeof words === 'string' && isWhole(words) && leavesOf(item).every((leaf) => words.includes(leaf));
    return isInWords || told.has(shownValue(item));
  };
}

/** Without the items of a list that the changes tell whole, such as rows that are added. */
function argumentEntries(field: string, value: unknown, isTold: IsTold): Entry[] {
  const label = shownText(field);
  if (!Array.isArray(value)) return entriesOf(label, value, 0);
  const rest = Object.entries(value).filter(([index, item]) => !isTold(field, Number(index), item));
  if (rest.length === value.length) return entriesOf(label, value);
  return rest.flatMap(([index, item]) => entriesOf(`${label}.${index}`, item));
}

function entriesOf(label: string, value: unknown, mostCharacters = lineCharacters): Entry[] {
  const isOpened = typeof value === 'object' && value !== null && JSON.stringify(value).length > mostCharacters;
  if (!isOpened) return [{ label, values: [wholePiece(value)] }];
  return Object.entries(value).flatMap(([key, item]) => entriesOf(`${label}.${shownText(key)}`, item));
}

/** Lines of a preview, and the names of what is not whole in them. */
function sectionOf(name: string, entries: readonly Entry[], { characters, lines }: Measure) {
  const shown = entries.slice(0, lines);
  const more = entries.length - shown.length;
  const isCut = ({ label, values }: Entry) =>
    [label, ...values.map(({ text }) => text)].some((text) => text.length > characters);
  const short = ({ text, characters: whole }: Piece) => shortened(text, characters, whole);
  return {
    lines: [
      ...shown.map(({ label, values }) => `  ${shortened(label, characters)}: ${values.map(short).join(' -> ')}`),
      ...(more > 0 ? [`  … and ${more} more`] : []),
    ],
    cut: [...shown.filter(isCut).map(({ label }) => label), ...(more > 0 ? [name] : [])],
  };
}

import { placeToCut } from '../masking/mask-free-text.ts';

/** Most characters of a text in an answer, as its JSON counts them: one among others, and one that was asked for alone. */
export const longestText = { amongOthers: 15_000, alone: 35_000 };

const mark = /… \(the first (\d+) of (\d+) characters\)/g;
const markAtEnd = new RegExp(`${mark.source}$`);

/** How far from the cut a copy may end or differ: half a word is left off, and what is put there may begin alike. */
const nearCharacters = 100;

/** A text as far as it can be shown, with a mark that tells where it was cut. */
export function cutText(text: string, most = longestText.amongOthers): string {
  const shown = beginningOf(text, most);
  return shown === text ? text : `${shown}… (the first ${shown.length} of ${text.length} characters)`;
}

/** Whether a text of an answer is one that was cut. */
export function isCutText(text: string): boolean {
  return markAtEnd.test(text);
}

/** What is wrong with a text that was shown in part and is written as if it were whole, in place of the one that is stored. */
export function cutCopyProblem(written: unknown, stored?: unknown): string | undefined {
  if (typeof written !== 'string') return undefined;
  const cut = [...written.matchAll(mark)].find((found) => isCopied(found, stored))?.[0];
  if (cut !== undefined) return `has the mark of a text that was shown in part, "${cut}", and is not all of it`;
  if (typeof stored !== 'string' || written.endsWith(stored.slice(-nearCharacters))) return undefined;
  const same = sameBeginning(written, stored);
  const isCopy = Object.values(longestText).some((most) => {
    const { length } = beginningOf(stored, most);
    return length < stored.length && Math.abs(same - length) <= nearCharacters;
  });
  return isCopy
    ? `begins as the ${stored.length} characters that are stored, as far as they were shown: the rest would be lost. To shorten it so, clear it first`
    : undefined;
}

/** A mark that is quoted stands elsewhere than where the shown part ends, and tells of another text. */
function isCopied({ index, 1: shown, 2: all }: RegExpExecArray, stored: unknown): boolean {
  const isAtCut = Math.abs(index - Number(shown)) <= Number(shown) / 10;
  return isAtCut || (typeof stored === 'string' && stored.length === Number(all));
}

/** The beginning of a text, in characters of JSON; never of half a secret, which no masking would know for one. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most && JSON.stringify(text).length - 2 <= most) return text;
  let [characters, end] = [0, 0];
  for (const character of text) {
    characters += JSON.stringify(character).length - 2;
    if (characters > most) break;
    end += character.length;
  }
  return text.slice(0, placeToCut(text, end));
}

function sameBeginning(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let same = 0;
  while (same < shorter && one[same] === other[same]) same += 1;
  return same;
}

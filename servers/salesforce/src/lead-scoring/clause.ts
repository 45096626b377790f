const sentence = /[^.!?;\n]+[.!?;\n]?/g;
const joint = /[,:]|\s(?=(?:but|however|although|though|yet)\b)/i;
const contrast = /^\s*(?:but|however|although|though|yet)\b/i;

/**
 * The parts of a text's sentences, each with one matter or more of its own: one that has none goes on with that before it ("budget
 * approved, then cancelled"), or begins the one after. A question keeps its mark.
 */
export function clausesOf(text: string, hasMatter: (part: string) => boolean): string[] {
  return (text.match(sentence) ?? []).flatMap((whole) => {
    const clauses: string[] = [];
    for (const part of whole.replace(/[.!;\s]+$/, '').split(joint)) {
      const last = clauses.at(-1);
      if (last === undefined || !(hasMatter(part) && hasMatter(last))) clauses.splice(-1, 1, join(last, part));
      else clauses.push(part.replace(contrast, '').trim());
    }
    return whole.endsWith('?') ? clauses.map((clause) => `${clause.replace(/\?$/, '')}?`) : clauses;
  });
}

function join(before: string | undefined, part: string): string {
  return before === undefined ? part.trim() : `${before}, ${part.trim()}`;
}

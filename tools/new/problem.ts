/** What a person who typed `pnpm new` can mend. Its message is all that is shown. */
export class Problem extends Error {}

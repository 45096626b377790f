import manifest from '../package.json' with { type: 'json' };

/** The version of bizmcp, for the records of what it does. */
export const { version } = manifest;

/** Classes of data, from the least to the most protected. */
export const dataClasses = ['public', 'internal', 'confidential', 'restricted'] as const;

/** How far data may travel. A tool names the class of what it returns; a field may be in a higher one by `.meta({ class })`. */
export type DataClass = (typeof dataClasses)[number];

const oldest = 31;

/** The version of Winter '27: https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/soql-sosl-pdf-archive.html */
const newest = 68;

const seasons = ['Winter', 'Spring', 'Summer'] as const;

const labelOf = (version: number): string => {
  const sinceWinter26 = version - 65;
  const year = 26 + Math.floor(sinceWinter26 / 3);
  return `${seasons[((sinceWinter26 % 3) + 3) % 3] ?? ''} '${year}`;
};

/** All versions that are answered: https://developer.salesforce.com/docs/platform/api-rest/guide/dome-versions.html */
export const apiVersions = Array.from({ length: newest - oldest + 1 }, (_item, index) => ({
  label: labelOf(oldest + index),
  url: `/services/data/v${oldest + index}.0`,
  version: `${oldest + index}.0`,
}));

/** Says whether a version, as it stands in a path, is answered. */
export const isKnownVersion = (text: string): boolean => apiVersions.some(({ version }) => text === `v${version}`);

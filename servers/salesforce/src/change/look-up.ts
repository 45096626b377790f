/** Fields that tell records apart, the best first. */
const telling = /^(?:Email|.*External.*Id.*__c|Name|LastName|Company|Subject|CaseNumber|Phone)$/i;

/** How to find out whether a record was made: by the fields that tell it apart, not by their values, which may be personal. */
export function createdLookUp(object: string, fields: readonly string[]): string {
  const named = fields.filter((field) => telling.test(field)).slice(0, 3);
  const by = (named.length > 0 ? named : fields.slice(0, 3)).join(', ');
  return `Look for it with query_records: ${object} with these values of ${by} and CreatedDate = TODAY. Create it again only if there is none.`;
}

import { sqlNow } from './sql-oracle.ts';

/** A question in both languages; `isOrdered` when the order is part of the answer. */
export interface QueryPair {
  readonly soql: string;
  readonly sql: string;
  readonly isOrdered: boolean;
}

const stages =
  "CASE StageName WHEN 'Prospecting' THEN 1 WHEN 'Qualification' THEN 2 WHEN 'Needs Analysis' THEN 3 WHEN 'Proposal/Price Quote' THEN 4 WHEN 'Negotiation/Review' THEN 5 WHEN 'Closed Won' THEN 6 ELSE 7 END";

const pair = (soql: string, sql: string): QueryPair => ({ soql, sql, isOrdered: /ORDER BY(?!.*\))/i.test(soql) });

const semiJoins = [
  pair(
    "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE StageName = 'Closed Won')",
    "SELECT Id FROM Account WHERE EXISTS (SELECT 1 FROM Opportunity o WHERE o.AccountId = Account.Id AND o.StageName = 'Closed Won')",
  ),
  pair(
    'SELECT Id FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)',
    'SELECT Id FROM Account WHERE NOT EXISTS (SELECT 1 FROM Contact c WHERE c.AccountId = Account.Id)',
  ),
  pair(
    "SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE Industry = 'energy') AND Email != null",
    "SELECT c.Id FROM Contact c JOIN Account a ON a.Id = c.AccountId WHERE a.Industry = 'Energy' AND c.Email IS NOT NULL",
  ),
  pair(
    'SELECT Id FROM Lead WHERE Id IN (SELECT LeadId FROM CampaignMember WHERE HasResponded = TRUE) AND IsConverted = FALSE',
    'SELECT DISTINCT l.Id FROM Lead l JOIN CampaignMember m ON m.LeadId = l.Id WHERE m.HasResponded = 1 AND l.IsConverted = 0',
  ),
  pair(
    "SELECT Id FROM Opportunity WHERE AccountId IN (SELECT AccountId FROM Contact WHERE Title LIKE '%manager') AND Amount > 50000",
    "SELECT Id FROM Opportunity WHERE Amount > 50000 AND AccountId IN (SELECT AccountId FROM Contact WHERE Title LIKE '%manager' AND AccountId IS NOT NULL)",
  ),
];

const parents = [
  pair(
    "SELECT Id, Account.Name FROM Contact WHERE Account.Owner.Name = 'Dana Whitfield'",
    "SELECT c.Id, a.Name FROM Contact c JOIN Account a ON a.Id = c.AccountId JOIN User u ON u.Id = a.OwnerId WHERE u.Name = 'Dana Whitfield'",
  ),
  pair('SELECT Id FROM Contact WHERE Account.Name = null', 'SELECT Id FROM Contact WHERE AccountId IS NULL'),
  pair(
    "SELECT Id FROM Contact WHERE Account.Industry != 'Energy'",
    "SELECT c.Id FROM Contact c LEFT JOIN Account a ON a.Id = c.AccountId WHERE a.Industry IS NULL OR a.Industry <> 'Energy'",
  ),
  pair(
    'SELECT Id FROM Contact ORDER BY Account.Name ASC NULLS LAST, LastName DESC, Id LIMIT 300',
    'SELECT c.Id FROM Contact c LEFT JOIN Account a ON a.Id = c.AccountId ORDER BY a.Name COLLATE NOCASE ASC NULLS LAST, c.LastName COLLATE NOCASE DESC, c.Id LIMIT 300',
  ),
  pair(
    "SELECT Id FROM Opportunity WHERE RecordType.DeveloperName = 'Renewal'",
    "SELECT Id FROM Opportunity WHERE RecordTypeId = (SELECT Id FROM RecordType WHERE DeveloperName = 'Renewal')",
  ),
  pair(
    "SELECT Id FROM Task WHERE Who.Type = 'Lead' AND Who.Name LIKE 'a%'",
    "SELECT t.Id FROM Task t JOIN Lead l ON l.Id = t.WhoId WHERE l.Name LIKE 'a%'",
  ),
  pair("SELECT Id FROM Event WHERE What.Type = 'Opportunity'", "SELECT Id FROM Event WHERE WhatId LIKE '006%'"),
  pair(
    'SELECT Id, ReportsTo.Account.Parent.Name FROM Contact WHERE ReportsTo.Account.Parent.Name != null',
    'SELECT c.Id, p.Name FROM Contact c JOIN Contact r ON r.Id = c.ReportsToId JOIN Account a ON a.Id = r.AccountId JOIN Account p ON p.Id = a.ParentId',
  ),
  pair(
    "SELECT o.Id FROM Opportunity o WHERE o.Account.Region__c = 'EMEA' AND o.IsWon = TRUE",
    "SELECT o.Id FROM Opportunity o JOIN Account a ON a.Id = o.AccountId WHERE a.Region__c = 'EMEA' AND o.IsWon = 1",
  ),
];

const groups = [
  pair(
    'SELECT StageName, COUNT(Id) total, SUM(Amount) s, AVG(Amount) a, MIN(CloseDate) f, MAX(CloseDate) l FROM Opportunity GROUP BY StageName ORDER BY StageName',
    `SELECT StageName, COUNT(*), SUM(Amount), AVG(Amount), MIN(CloseDate), MAX(CloseDate) FROM Opportunity GROUP BY StageName ORDER BY ${stages}`,
  ),
  pair(
    'SELECT Account.Industry, COUNT(Id) FROM Opportunity GROUP BY Account.Industry HAVING COUNT(Id) > 20',
    'SELECT a.Industry, COUNT(*) FROM Opportunity o LEFT JOIN Account a ON a.Id = o.AccountId GROUP BY a.Industry HAVING COUNT(*) > 20',
  ),
  pair(
    'SELECT CALENDAR_YEAR(CreatedDate), CALENDAR_MONTH(CreatedDate), COUNT(Id) FROM Lead GROUP BY CALENDAR_YEAR(CreatedDate), CALENDAR_MONTH(CreatedDate) ORDER BY CALENDAR_YEAR(CreatedDate), CALENDAR_MONTH(CreatedDate)',
    "SELECT CAST(strftime('%Y', CreatedDate) AS INT), CAST(strftime('%m', CreatedDate) AS INT), COUNT(*) FROM Lead GROUP BY 1, 2 ORDER BY 1, 2",
  ),
  pair(
    'SELECT DAY_IN_WEEK(CreatedDate), COUNT(Id) FROM Lead GROUP BY DAY_IN_WEEK(CreatedDate)',
    "SELECT CAST(strftime('%w', CreatedDate) AS INT) + 1, COUNT(*) FROM Lead GROUP BY 1",
  ),
  pair(
    'SELECT HOUR_IN_DAY(CreatedDate), DAY_ONLY(CreatedDate), COUNT(Id) FROM Task GROUP BY HOUR_IN_DAY(CreatedDate), DAY_ONLY(CreatedDate)',
    "SELECT CAST(strftime('%H', CreatedDate) AS INT), date(CreatedDate), COUNT(*) FROM Task GROUP BY 1, 2",
  ),
  pair(
    'SELECT COUNT_DISTINCT(Industry), COUNT(Industry), COUNT(Id) FROM Lead',
    'SELECT COUNT(DISTINCT Industry), COUNT(Industry), COUNT(*) FROM Lead',
  ),
  pair(
    "SELECT SUM(Amount), COUNT(Id), MAX(Name) FROM Opportunity WHERE Name = 'Nobody'",
    "SELECT SUM(Amount), COUNT(*), MAX(Name) FROM Opportunity WHERE Name = 'Nobody'",
  ),
  pair(
    'SELECT Owner.Name, SUM(Amount) FROM Opportunity WHERE IsWon = TRUE AND CloseDate = THIS_YEAR GROUP BY Owner.Name ORDER BY SUM(Amount) DESC NULLS LAST',
    `SELECT u.Name, SUM(o.Amount) FROM Opportunity o JOIN User u ON u.Id = o.OwnerId WHERE o.IsWon = 1 AND o.CloseDate >= date(${sqlNow}, 'start of year') AND o.CloseDate < date(${sqlNow}, 'start of year', '+1 year') GROUP BY u.Name ORDER BY 2 DESC NULLS LAST`,
  ),
  pair(
    'SELECT LeadSource, COUNT(Id) FROM Lead WHERE IsConverted = TRUE GROUP BY LeadSource HAVING COUNT(Id) > 10 AND LeadSource != null',
    'SELECT LeadSource, COUNT(*) FROM Lead WHERE IsConverted = 1 AND LeadSource IS NOT NULL GROUP BY LeadSource HAVING COUNT(*) > 10',
  ),
];

const others = [
  pair("SELECT Id FROM Contact WHERE LastName = 'O\\'Brien'", "SELECT Id FROM Contact WHERE LastName = 'O''Brien'"),
  pair(
    "SELECT Id FROM Contact WHERE Interests__c INCLUDES ('Security')",
    "SELECT Id FROM Contact WHERE ';' || Interests__c || ';' LIKE '%;Security;%'",
  ),
  pair(
    "SELECT Id FROM Contact WHERE Interests__c INCLUDES ('Analytics;Support', 'Automation')",
    "SELECT Id FROM Contact WHERE (';' || Interests__c || ';' LIKE '%;Analytics;%' AND ';' || Interests__c || ';' LIKE '%;Support;%') OR ';' || Interests__c || ';' LIKE '%;Automation;%'",
  ),
  pair(
    "SELECT Id FROM Contact WHERE Interests__c EXCLUDES ('Security', 'Support')",
    "SELECT Id FROM Contact WHERE Interests__c IS NULL OR NOT (';' || Interests__c || ';' LIKE '%;Security;%' OR ';' || Interests__c || ';' LIKE '%;Support;%')",
  ),
  pair(
    'SELECT Id FROM Opportunity ORDER BY StageName DESC, Amount ASC, Id',
    `SELECT Id FROM Opportunity ORDER BY ${stages} DESC, Amount ASC NULLS FIRST, Id`,
  ),
  pair('SELECT Id FROM Opportunity WHERE Amount > USD100000', 'SELECT Id FROM Opportunity WHERE Amount > 100000'),
  pair(
    'SELECT Id FROM Lead WHERE CreatedDate >= 2026-03-01T00:00:00+02:00 AND CreatedDate < 2026-04-01T00:00:00Z',
    "SELECT Id FROM Lead WHERE CreatedDate >= '2026-02-28T22:00:00.000Z' AND CreatedDate < '2026-04-01T00:00:00.000Z'",
  ),
  pair('SELECT Id FROM Contact WHERE HasOptedOutOfEmail = null', 'SELECT Id FROM Contact WHERE HasOptedOutOfEmail = 0'),
  pair(
    'SELECT Id FROM Contact WHERE HasOptedOutOfEmail != null',
    'SELECT Id FROM Contact WHERE HasOptedOutOfEmail = 1',
  ),
  pair("SELECT Id FROM Opportunity WHERE Name LIKE '%\\_%'", "SELECT Id FROM Opportunity WHERE instr(Name, '_') > 0"),
  pair(
    'SELECT FIELDS(CUSTOM) FROM Account WHERE Region__c = null LIMIT 200',
    'SELECT External_Id__c, Region__c, Credit_Limit__c, Payment_Habits__c FROM Account WHERE Region__c IS NULL',
  ),
];

const day = (field: string, modifiers: readonly [from: string, to: string]): string =>
  `date(${field}) >= ${modifiers[0]} AND date(${field}) < ${modifiers[1]}`;

const at = (...modifiers: readonly string[]): string =>
  `date(${[sqlNow, ...modifiers.map((text) => `'${text}'`)].join(', ')})`;
const week = (offset: number): string => at('-6 days', 'weekday 0', `${offset} days`);
const quarter = (offset: number): string =>
  `date(${sqlNow}, 'start of month', '-' || ((CAST(strftime('%m', ${sqlNow}) AS INT) - 1) % 3) || ' months', '${offset * 3} months')`;

const ranges: ReadonlyArray<readonly [literal: string, from: string, to: string]> = [
  ['YESTERDAY', at('-1 day'), at()],
  ['TODAY', at(), at('+1 day')],
  ['TOMORROW', at('+1 day'), at('+2 days')],
  ['LAST_WEEK', week(-7), week(0)],
  ['THIS_WEEK', week(0), week(7)],
  ['NEXT_WEEK', week(7), week(14)],
  ['LAST_MONTH', at('start of month', '-1 month'), at('start of month')],
  ['THIS_MONTH', at('start of month'), at('start of month', '+1 month')],
  ['NEXT_MONTH', at('start of month', '+1 month'), at('start of month', '+2 months')],
  ['LAST_90_DAYS', at('-90 days'), at('+1 day')],
  ['NEXT_90_DAYS', at('+1 day'), at('+91 days')],
  ['LAST_QUARTER', quarter(-1), quarter(0)],
  ['THIS_QUARTER', quarter(0), quarter(1)],
  ['NEXT_QUARTER', quarter(1), quarter(2)],
  ['LAST_YEAR', at('start of year', '-1 year'), at('start of year')],
  ['THIS_FISCAL_YEAR', at('start of year'), at('start of year', '+1 year')],
  ['LAST_N_DAYS:45', at('-45 days'), at('+1 day')],
  ['NEXT_N_DAYS:20', at('+1 day'), at('+21 days')],
  ['N_DAYS_AGO:100', at('-100 days'), at('-99 days')],
  ['LAST_N_WEEKS:3', week(-21), week(0)],
  ['N_WEEKS_AGO:2', week(-14), week(-7)],
  ['LAST_N_MONTHS:5', at('start of month', '-5 months'), at('start of month')],
  ['NEXT_N_MONTHS:2', at('start of month', '+1 month'), at('start of month', '+3 months')],
  ['N_MONTHS_AGO:7', at('start of month', '-7 months'), at('start of month', '-6 months')],
  ['LAST_N_QUARTERS:3', quarter(-3), quarter(0)],
  ['LAST_N_FISCAL_QUARTERS:2', quarter(-2), quarter(0)],
  ['LAST_N_YEARS:2', at('start of year', '-2 years'), at('start of year')],
];

const dates = ranges.flatMap(([literal, from, to]) => [
  pair(
    `SELECT Id FROM Opportunity WHERE CloseDate > ${literal}`,
    `SELECT Id FROM Opportunity WHERE CloseDate >= ${to}`,
  ),
  pair(
    `SELECT Id FROM Opportunity WHERE CloseDate <= ${literal}`,
    `SELECT Id FROM Opportunity WHERE CloseDate < ${to}`,
  ),
  pair(
    `SELECT Id FROM Opportunity WHERE CloseDate = ${literal}`,
    `SELECT Id FROM Opportunity WHERE ${day('CloseDate', [from, to])}`,
  ),
  pair(`SELECT Id FROM Lead WHERE CreatedDate >= ${literal}`, `SELECT Id FROM Lead WHERE date(CreatedDate) >= ${from}`),
  pair(`SELECT Id FROM Lead WHERE CreatedDate < ${literal}`, `SELECT Id FROM Lead WHERE date(CreatedDate) < ${from}`),
  pair(`SELECT Id FROM Task WHERE ActivityDate > ${literal}`, `SELECT Id FROM Task WHERE ActivityDate >= ${to}`),
  pair(
    `SELECT Id FROM Lead WHERE ConvertedDate != ${literal}`,
    `SELECT Id FROM Lead WHERE ConvertedDate IS NULL OR NOT (${day('ConvertedDate', [from, to])})`,
  ),
]);

/** Questions that a person wrote in both languages. */
export const queryPairs: readonly QueryPair[] = [...semiJoins, ...parents, ...groups, ...others, ...dates];

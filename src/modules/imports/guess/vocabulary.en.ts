import type { Vocabulary } from './vocabulary.ts'

const company = {
  sure: 'company, company name, account, account name, organization, organization name, organisation, associated company, customer company',
  maybe: 'account id, company id, organization id, employer, firm, client, customer',
}
const jobTitle = {
  sure: 'job title, position, job position, organization title',
  maybe: 'title, job, occupation, profession, role',
}

/** What the columns of English files are called; `entity.target` where the word depends on what is brought in. */
export const english: Vocabulary = {
  name: {
    sure: 'name, full name, contact name, person name, display name, contact person',
    maybe: 'contact, person, client, customer',
  },
  'name.first': { sure: 'first name, given name, forename', maybe: 'first' },
  'name.last': { sure: 'last name, surname, family name', maybe: 'last' },
  'name.middle': { sure: 'middle name, additional name, patronymic', maybe: '' },
  'lead.name': {
    sure: 'name, full name, lead name, contact name, person name',
    maybe: 'lead, lead title, contact, person, client, customer',
  },
  'company.name': {
    sure: `name, ${company.sure}`,
    maybe: 'firm, client, customer, client name, customer name',
  },
  'product.name': { sure: 'name, product, product name, item, item name', maybe: 'title, service' },
  'user.name': {
    sure: 'name, full name, user, user name, employee, employee name, sales agent, agent, sales rep',
    maybe: 'owner, seller, display name',
  },
  'team.name': { sure: 'name, team, team name', maybe: 'department, group, regional office, office' },
  title: {
    sure: 'title, name, deal, deal title, deal name, opportunity, opportunity name',
    maybe: 'subject, topic',
  },
  company,
  companyName: company,
  contact: {
    sure: 'contact, contact person, contact name, person, person name, primary contact',
    maybe: 'contact id, client, customer, full name',
  },
  product: { sure: 'product, product name, item', maybe: 'service, product id, stock code' },
  jobTitle,
  phone: {
    sure: 'phone, phone number, telephone, mobile, mobile phone, cell, cell phone, work phone, business phone, phone value, tel',
    maybe: 'home phone, whatsapp, other phone',
  },
  email: {
    sure: 'email, email address, mail, email value, work email',
    maybe: 'personal email, other email, email home',
  },
  website: {
    sure: 'website, web site, website url, web page, site url, homepage, website value',
    maybe: 'url, web, domain, company domain name, site',
  },
  city: {
    sure: 'city, town, billing city, business city, mailing city, address city',
    maybe: 'shipping city, home city, location, office location, suburb',
  },
  country: {
    sure: 'country, country region, billing country, business country region, mailing country',
    maybe: 'shipping country, office location, location, region',
  },
  address: {
    sure: 'address, street, street address, billing street, billing address, business street, mailing street, full address',
    maybe: 'shipping street, shipping address, office location, location',
  },
  birthday: { sure: 'birthday, birth date, date of birth, birthdate, dob', maybe: '' },
  industry: { sure: 'industry, sector, line of business', maybe: 'business type, vertical' },
  employees: {
    sure: 'employees, number of employees, employee count, headcount, staff, company size',
    maybe: 'size',
  },
  annualRevenue: {
    sure: 'annual revenue, revenue, yearly revenue, turnover, annual turnover',
    maybe: 'sales',
  },
  foundedYear: {
    sure: 'founded, founded year, year founded, year established, year of foundation, established',
    maybe: 'year',
  },
  taxId: { sure: 'tax id, vat, vat number, vat id, tax number, tin, ein, inn', maybe: '' },
  parent: {
    sure: 'parent, parent account, parent company, subsidiary of, parent account name, holding',
    maybe: 'parent id, parent account id',
  },
  amount: {
    sure: 'amount, deal value, value, deal amount, close value, opportunity amount, budget, total',
    maybe: 'price, sum, revenue, expected revenue',
  },
  budget: { sure: 'budget, expected budget, lead value, amount', maybe: 'value, opportunity amount, sum' },
  currency: { sure: 'currency, currency code, currency of value', maybe: '' },
  price: { sure: 'price, sales price, unit price, list price, product price', maybe: 'cost, amount' },
  sku: {
    sure: 'sku, product code, code, article, stock code, item number, vendor code',
    maybe: 'product id, barcode',
  },
  category: {
    sure: 'category, product category, group, series, product family, family',
    maybe: 'type, line',
  },
  pipeline: { sure: 'pipeline, deal pipeline, sales pipeline, funnel', maybe: '' },
  stage: {
    sure: 'stage, deal stage, stage name, opportunity stage, sales stage, deal stage pipeline, lead stage',
    maybe: 'lead status, phase, step',
  },
  status: {
    sure: 'status, deal status, lead status, state',
    maybe: 'outcome, result, converted, y',
  },
  closeOn: {
    sure: 'expected close date, expected close, estimated close date, planned close date, due date, forecast close date',
    maybe: 'close date, closing date, close',
  },
  closedAt: {
    sure: 'closed on, closed date, date closed, closed at, actual close date, close time',
    maybe: 'won time, lost time, won date, close date, closing date, closed',
  },
  closeReason: {
    sure: 'lost reason, loss reason, close reason, reason lost, reason for loss, closed lost reason',
    maybe: 'reason, won reason, closed won reason',
  },
  startedOn: {
    sure: 'start date, started on, engage date, begin date, opened, open date',
    maybe: 'started, date',
  },
  createdAt: {
    sure: 'created, created at, created date, create date, creation date, created on, created time, date created, date added',
    maybe: 'added, registered, registration date',
  },
  source: {
    sure: 'source, lead source, original source, traffic source, utm source, origin',
    maybe: 'channel, campaign, campaign source, medium',
  },
  score: { sure: 'score, lead score, hubspot score, points', maybe: 'rating, grade' },
  attempts: {
    sure: 'attempts, contact attempts, number of attempts, call attempts, number of calls, times contacted, number of times contacted',
    maybe: 'calls, campaign, touches',
  },
  description: {
    sure: 'description, details, about, deal description, summary',
    maybe: 'notes, note, comment, remarks, message',
  },
  note: {
    sure: 'note, notes, note content, comment, comments, remark, remarks',
    maybe: 'message, memo, info',
  },
  tags: { sure: 'tags, tag, labels, contact tags, deal tags, lead tags', maybe: 'label, keywords' },
  externalId: {
    sure: 'id, record id, external id, system id, pipedrive system id, unique id, rec id, key',
    maybe:
      'account id, company id, organization id, contact id, customer id, client id, opportunity id, uuid, guid',
  },
  owner: {
    sure: 'owner, deal owner, contact owner, lead owner, account owner, company owner, record owner, assigned to, responsible, responsible person, sales agent, sales rep, account manager, sales manager',
    maybe: 'owner id, manager, agent, assignee, user, sales person, salesperson, seller',
  },
  role: { sure: 'role, user role, permission set', maybe: 'profile, access' },
  team: {
    sure: 'team, team name, sales team, main team',
    maybe: 'department, group, regional office, office, division',
  },
  lead: { sure: 'lead, team lead, manager, head, team leader, supervisor', maybe: 'owner, director, chief' },
}

/** Words that name the thing a column belongs to: `Person - Phone`, `Deal owner`. */
export const englishEntities: Record<string, string> = {
  lead: 'lead, prospect, contact, person, client, customer',
  contact: 'contact, person, client, customer',
  company: 'company, account, organization, organisation, client, customer',
  deal: 'deal, opportunity',
  product: 'product, item',
  user: 'user, employee',
  team: 'team',
}

/** A word of these left unexplained makes a likeness worthless: `Owner id` is no owner's name, `Company phone` no company. */
export const englishTelling =
  'id, date, time, by, owner, phone, fax, email, url, currency, probability, type, unit, code, label, subject, status, stage, reason, visible, count, number, activity, note, zip, postal, deleted, modified, last, next, assistant, manager'

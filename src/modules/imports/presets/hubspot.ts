import type { Preset } from './preset.ts'

/** HubSpot puts the id of the record first and names linked records in columns of their own. */
export const hubspot: readonly Preset[] = [
  {
    system: 'hubspot',
    entity: 'deal',
    marks:
      'Record ID | Record ID - Deal | Deal Name | Deal Stage | Deal owner | Closed Lost Reason | Closed Won Reason | Associated Contact | Associated Company | Amount in company currency | Deal Type | Is Closed Won',
    least: 4,
    columns: {
      externalId: 'Record ID | Record ID - Deal | Record ID - Deals | Deal ID',
      title: 'Deal Name',
      stage: 'Deal Stage',
      pipeline: 'Pipeline',
      amount: 'Amount | Amount in company currency',
      closeOn: 'Close Date',
      owner: 'Deal owner',
      contact: 'Associated Contact | Associated Contacts',
      company: 'Associated Company | Associated Company (Primary) | Associated Companies',
      closeReason: 'Closed Lost Reason | Closed Won Reason',
      createdAt: 'Create Date',
      source: 'Original Source | Original Traffic Source',
      description: 'Deal Description',
    },
    // A pipeline nobody has changed exports keys for its ends.
    values: { stage: { closedwon: 'won', closedlost: 'lost' } },
  },
  {
    system: 'hubspot',
    entity: 'contact',
    marks:
      'Record ID | Record ID - Contact | Contact owner | Lifecycle Stage | Lead Status | Original Source | Associated Company | Marketing contact status | Create Date | Last Activity Date | Number of times contacted',
    least: 4,
    columns: {
      externalId: 'Record ID | Record ID - Contact | Record ID - Contacts | Contact ID',
      'name.first': 'First Name',
      'name.last': 'Last Name',
      email: 'Email | Work email | Additional email addresses',
      phone: 'Mobile Phone Number | Phone Number | WhatsApp Phone Number',
      company: 'Associated Company | Associated Company (Primary) | Company Name | Company name',
      'company.website': 'Website URL',
      'company.industry': 'Industry',
      jobTitle: 'Job Title',
      city: 'City',
      birthday: 'Date of birth',
      source: 'Original Source | Original Traffic Source',
      owner: 'Contact owner',
      createdAt: 'Create Date',
    },
  },
  {
    system: 'hubspot',
    entity: 'company',
    marks:
      'Record ID | Record ID - Company | Company owner | Company Domain Name | Number of Associated Contacts | Number of Associated Deals | Lifecycle Stage | Create Date | Country/Region | Number of Employees',
    least: 4,
    columns: {
      externalId: 'Record ID | Record ID - Company | Record ID - Companies | Company ID',
      name: 'Company name',
      website: 'Website URL | Company Domain Name',
      phone: 'Phone Number',
      industry: 'Industry',
      country: 'Country/Region',
      city: 'City',
      address: 'Street Address',
      employees: 'Number of Employees',
      annualRevenue: 'Annual Revenue',
      foundedYear: 'Year Founded',
      parent: 'Parent Company',
      owner: 'Company owner',
      createdAt: 'Create Date',
      description: 'Description | About Us',
    },
  },
]

import type { QuestionId, ScriptWordings } from './scripts.ts'

export const questionsEn: Record<QuestionId, string> = {
  task: 'What are you trying to get done?',
  volume: 'How much or how many do you need?',
  today: 'How do you handle it today?',
  deadline: 'When does it need to be in place?',
  budget: 'What budget do you have in mind?',
  decision: 'Who else is involved in the decision?',
  city: 'Which city is the site in?',
  company: 'Which company are you with?',
  position: 'What is your role there?',
  heard: 'How did you hear about us?',
  'still-needed': 'Is this still on your list?',
  changed: 'What has changed since we last spoke?',
  obstacle: 'What is getting in the way right now?',
  options: 'Who else are you looking at?',
  'best-time': 'When is a better time to talk?',
  email: 'Which address should I send it to?',
  'not-now': 'Am I right that this is not a priority now?',
  'when-return': 'When should I check back?',
  goal: 'What should be different once this is in place?',
  criteria: 'What will you base your choice on?',
  buying: 'How do you buy: a tender, three quotes, one person’s call?',
  'close-on': 'By what date do you want to decide?',
  received: 'Did the quote arrive, and do the numbers make sense?',
  doubts: 'What are you unsure about?',
  compared: 'What are you comparing us with?',
  'price-fit': 'How does the price sit with your budget?',
  terms: 'Which payment terms would work?',
  missing: 'What would you need to decide today?',
  signs: 'Who approves and signs the contract?',
  stakeholders: 'Who will this affect, and what does each of them want?',
  inaction: 'What does it cost you to change nothing?',
  success: 'Which number will tell us it worked?',
  risks: 'What could stop the project?',
  referral: 'Who else, here or elsewhere, could use this?',
}

export const scriptsEn: ScriptWordings = {
  transactional: {
    lead: [
      {
        name: 'First call',
        opening:
          'Hi, you just sent us an inquiry. Give me two minutes and I can tell you the price and the lead time.',
        asks: ['task', 'volume', 'deadline', 'city'],
      },
      {
        name: 'Second call',
        opening:
          'Hi, I tried you earlier about your inquiry. Is now good, or shall I call at a time you pick?',
        asks: ['still-needed', 'volume', 'best-time'],
      },
      {
        name: 'Last try',
        opening:
          'Hi, I don’t want to pester you. If this is sorted, just say so and I’ll close it. If not, I can help right now.',
        asks: ['not-now', 'when-return', 'email'],
      },
    ],
    deal: [
      {
        name: 'Order details',
        opening:
          'I’m putting your quote together and want to leave out anything you don’t need. Can we check the details?',
        asks: ['volume', 'criteria', 'close-on'],
      },
      {
        name: 'After the quote',
        opening: 'You should have our quote by now. I’m not calling to rush you, just to answer questions.',
        asks: ['received', 'price-fit', 'missing'],
      },
      {
        name: 'Getting to a decision',
        opening: 'The price is held until the end of the week. What do you need from us to make the call?',
        asks: ['doubts', 'compared', 'terms'],
      },
    ],
  },
  collaborative: {
    lead: [
      {
        name: 'Getting acquainted',
        opening:
          'Thanks for getting in touch. Before I suggest anything I’d like to hear how things work at your place. Got five minutes?',
        asks: ['task', 'today', 'volume', 'deadline', 'heard'],
      },
      {
        name: 'Second conversation',
        opening:
          'Last time you told me about the job. Has anything come up since that we should take into account?',
        asks: ['changed', 'obstacle', 'budget', 'decision'],
      },
      {
        name: 'Gentle reminder',
        opening:
          'I promised to check back. If it’s a bad time, tell me when suits you; I still have my notes from our last chat.',
        asks: ['still-needed', 'when-return', 'best-time'],
      },
    ],
    deal: [
      {
        name: 'Discovery',
        opening:
          'Walk me through how it works today and what you’d change. I’ll take notes and build the proposal on them.',
        asks: ['goal', 'volume', 'criteria', 'decision', 'close-on'],
      },
      {
        name: 'Going through the proposal',
        opening:
          'Let’s go through it together. Where you’re unsure we’ll fix it on the spot and save a week of e-mails.',
        asks: ['received', 'doubts', 'price-fit', 'terms'],
      },
      {
        name: 'Towards a contract',
        opening:
          'We agree on the substance. Let’s work out who signs and when, so we keep the delivery slot.',
        asks: ['missing', 'signs', 'close-on', 'referral'],
      },
    ],
  },
  strategic: {
    lead: [
      {
        name: 'First contact with the account',
        opening:
          'We’ve studied your industry and know where companies like yours lose money. Who is the right person to discuss it with?',
        asks: ['position', 'decision', 'today'],
      },
      {
        name: 'Talking to an influencer',
        opening:
          'I was pointed to you. Before suggesting anything, I’d like to know whether this deserves management’s attention.',
        asks: ['task', 'inaction', 'stakeholders', 'buying'],
      },
      {
        name: 'Talking to a decision maker',
        opening:
          'Your colleagues named two problems. I’d like to check that we understood them and propose one next step.',
        asks: ['goal', 'budget', 'deadline', 'risks'],
      },
    ],
    deal: [
      {
        name: 'Site survey',
        opening:
          'Today is about agreeing on numbers: where you are and what success looks like. Price comes later.',
        asks: ['goal', 'inaction', 'success', 'stakeholders', 'risks'],
      },
      {
        name: 'Buying committee',
        opening: 'For this to get through, let’s look at what each person hopes for and what worries them.',
        asks: ['stakeholders', 'buying', 'criteria', 'compared'],
      },
      {
        name: 'Solution review',
        opening: 'We’ll show the case on your own figures. Please stop us wherever it doesn’t add up.',
        asks: ['doubts', 'missing', 'terms', 'signs', 'close-on'],
      },
    ],
  },
}

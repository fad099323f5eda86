import type { Dice } from '../../dice.ts'
import type { Person } from '../vocabulary.ts'

/** First names of women. */
export const women =
  `Abigail Alice Amara Amy Anita Beatrice Bridget Camila Carmen Caroline Chloe Clara Daisy Deborah Diane Eleanor Elena
Emma Erin Esther Fiona Florence Gloria Grace Hannah Harriet Heather Ingrid Isabel Jane Jasmine Joan Judith Julia Karen Kate
Keisha Laura Leah Lily Linda Lucy Maeve Margaret Maya Megan Mei Monica Nadia Naomi Natalie Nora Paige Patricia Pauline
Priya Rachel Rebecca Rosa Ruth Sandra Sarah Shirley Sofia Susan Teresa Tessa Valerie Wendy Yvonne Zoe`.split(
    /\s+/,
  )

/** First names of men. */
export const menNames =
  `Aaron Adam Ahmed Alan Albert Andre Andrew Anthony Arjun Arthur Barry Ben Brian Calvin Carlos Chris Colin Connor Craig
Daniel David Dennis Diego Dominic Edward Eric Ethan Felix Francis Frank Gary George Graham Greg Harold Harry Henry Howard
Hugh Ian Isaac Ivan Jamal James Jason Jerome Joe Joel Jonathan Jorge Keith Kenneth Kevin Lamar Lee Leo Liam Luis Luke
Marcus Mark Martin Matthew Maurice Miguel Mike Nathan Neil Nick Noah Oliver Omar Oscar Patrick Paul Peter Rafael Raj Ralph
Ray Richard Rob Roger Ron Ryan Sam Scott Sean Simon Stan Steve Ted Theo Tim Toby Trevor Victor Vincent Walter Wayne Will`.split(
    /\s+/,
  )

const surnames =
  `Abbott Adams Ahmed Allen Alvarez Anderson Archer Ashworth Bailey Baker Banerjee Barker Barnes Bell Bennett Bishop
Blackwell Bowen Boyd Bradley Brennan Brooks Brown Bryant Burke Burton Butler Campbell Carter Castillo Chambers Chandler
Chen Clarke Cole Collins Cooper Cox Cruz Cunningham Curtis Dalton Davies Dawson Delgado Dixon Donovan Doyle Duffy Dunn
Edwards Ellis Evans Farrell Ferguson Fisher Fletcher Flores Ford Foster Fowler Fox Fraser Freeman Garcia Gardner Gibson
Gill Goldberg Gonzalez Goodwin Grant Gray Green Griffin Gupta Hale Hall Hamilton Harper Harris Hart Hayes Henderson Hicks
Hill Hoffman Holmes Howell Hughes Hunter Hussain Ibrahim Jackson Jacobs Jenkins Johnson Jones Jordan Kaplan Kelly Kennedy
Khan Kim King Klein Knight Kowalski Lambert Lane Larson Lawson Lee Lewis Lopez Lowe Lynch MacDonald Marsh Mason Matthews
McCarthy McKenzie Mendoza Meyer Miller Mitchell Moore Morales Morgan Morris Murphy Murray Nguyen Nichols Norris Novak
O'Brien O'Connor Okafor Oliveira Olsen Ortiz Owens Palmer Park Parker Patel Payne Pearson Perez Perry Peterson Phillips
Porter Powell Price Quinn Ramirez Ramsey Reed Reeves Reid Reynolds Rhodes Rice Richards Riley Rivera Robinson Rogers Ross
Russell Ryan Sanchez Sanders Saunders Schmidt Scott Shah Sharma Shaw Silva Simpson Singh Slater Smith Spencer Stein
Stevens Stewart Stone Sullivan Sutton Taylor Thomas Thornton Torres Tran Tucker Turner Underwood Vance Vargas Vaughn Wade
Walker Wallace Walsh Wang Ward Warren Watson Webb Weber Wells West Wheeler White Williams Wilson Wong Wood Wright Young`.split(
    /\s+/,
  )

/** Somebody. */
export function person(dice: Dice): Person {
  const gender = dice.chance(0.55) ? 'm' : 'f'
  const first = dice.pick(gender === 'm' ? menNames : women)
  const last = dice.pick(surnames)
  const middle = dice.chance(0.08) ? ` ${dice.pick([...'ABCDEGJKLMPRST'])}.` : ''
  return { gender, first, last, full: `${first}${middle} ${last}`, formal: `${last}, ${first}` }
}

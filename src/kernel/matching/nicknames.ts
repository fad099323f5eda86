import { romanise } from './romanise.ts'

/** Forms of one given name; a form may belong to several names (Саша is Александр or Александра). */
const groups = `
Александр Саша Саня Шура Alexander Alex Aleksandr Sasha Sandy Alec
Александра Саша Шура Alexandra Alex Sasha Sandra Sandy
Алексей Лёша Леша Лёха Alexey Alexei Aleksey Alyosha
Анастасия Настя Ася Anastasia Nastya Anastasiya
Анатолий Толя Anatoly Tolya
Андрей Андрюша Andrey Andrei Andrew Andy Drew
Анна Аня Нюра Anna Ann Anne Annie Anya
Антон Тоша Anton Anthony Tony Antony
Антонина Тоня Antonina
Аркадий Аркаша Arkady
Артём Тёма Artem Artyom
Борис Боря Boris Borya
Вадим Вадик Vadim
Валентин Валя Valentin
Валентина Валя Valentina
Валерий Валера Valery Valeriy
Валерия Лера Valeria
Варвара Варя Barbara Varvara Barb
Василий Вася Vasily Vasiliy Basil
Вера Верочка Vera
Виктор Витя Viktor Victor Vic
Виктория Вика Victoria Viktoria Vicky Vika Tori
Виталий Виталик Vitaly
Владимир Вова Володя Vladimir Vova
Владислав Влад Слава Vladislav Vlad
Вячеслав Слава Vyacheslav
Галина Галя Galina
Геннадий Гена Gennady
Георгий Гоша Жора Georgy George Georgiy
Григорий Гриша Grigory Gregory Greg
Дарья Даша Daria Darya Dasha
Денис Дэн Denis Dennis Den
Дмитрий Дима Митя Dmitry Dmitriy Dmitri Dima
Евгений Женя Evgeny Eugene Gene Evgeniy
Евгения Женя Evgenia Eugenia
Екатерина Катя Ekaterina Katya Catherine Kate Katherine Kathy Cathy Katie
Елена Лена Алёна Elena Helen Helena Lena
Елизавета Лиза Elizaveta Elizabeth Liz Lisa Beth Betty Liza Eliza
Иван Ваня Ivan John Vanya
Игорь Гоша Igor
Илья Илюша Ilya Elijah
Инна Inna
Ирина Ира Irina Irene Ira
Кирилл Кирюша Kirill Cyril
Константин Костя Konstantin Constantine Kostya
Ксения Ксюша Оксана Ksenia Xenia Oksana
Лариса Лара Larisa Lara
Лев Лёва Leo Lev Leon
Леонид Лёня Leonid
Любовь Люба Lyubov Luba
Людмила Люда Мила Lyudmila Ludmila Mila
Максим Макс Maxim Max Maksim
Маргарита Рита Margarita Margaret Rita Maggie Meg Peggy Marge
Мария Маша Маруся Maria Mary Masha Marie Mariya Molly Polly
Михаил Миша Mikhail Michael Mike Misha Mick Mickey
Надежда Надя Nadezhda Nadia Hope
Наталья Наташа Наталия Natalia Natalya Natasha Natalie
Никита Nikita
Николай Коля Nikolay Nikolai Nicholas Nick Nicolas
Оксана Ксюша Oksana
Олег Oleg
Ольга Оля Olga Helga
Павел Паша Pavel Paul Pasha
Пётр Петя Pyotr Petr Peter Pete
Роман Рома Roman Roma
Светлана Света Лана Svetlana Sveta Lana
Семён Сёма Semyon Simon Semen
Сергей Серёжа Серёга Sergey Sergei Serge
Софья Соня София Sofia Sophia Sonya Sophie
Станислав Стас Слава Stanislav Stas Stan
Степан Стёпа Stepan Stephen Steven Steve
Тамара Тома Tamara
Татьяна Таня Tatiana Tatyana Tanya
Тимофей Тима Timofey Timothy Tim
Фёдор Федя Fyodor Fedor Theodore Ted Theo
Эдуард Эдик Eduard Edward Ed Eddie Ted Ned
Юлия Юля Yulia Julia Julie
Юрий Юра Yury Yuri Yuriy
Яков Яша Yakov Jacob Jake James
Abigail Abby Gail
Albert Al Bert Alan Альберт
Alfred Fred Al
Arthur Art Артур
Benjamin Ben Benny
Charles Charlie Chuck Chas Карл
Christine Christina Chris Tina Kristina Кристина
Christopher Chris Kit
Cynthia Cindy
Daniel Dan Danny Даниил Данила Daniil
David Dave Davy Давид
Deborah Debbie Deb Debra
Donald Don Donnie
Dorothy Dot Dolly
Douglas Doug
Edwin Ed Eddie
Eleanor Ellie Nell Nora
Emily Em Emma
Frances Fran
Francis Frank
Franklin Frank
Frederick Fred Freddy Rick
Gabriel Gabe
Gerald Gerry Jerry
Harold Harry Hal
Henry Hank Harry
Jacqueline Jackie
Jeffrey Jeff Geoffrey Geoff
Jennifer Jen Jenny
Jessica Jess Jessie
John Johnny Jack Jon
Jonathan Jon
Joseph Joe Joey Иосиф Осип
Joshua Josh
Judith Judy
Kenneth Ken Kenny
Lawrence Larry Laurence
Leonard Leo Len Lenny
Louis Lou Lewis
Martha Marty
Matthew Matt Матвей
Maximilian Max
Nathaniel Nathan Nate
Oliver Ollie
Pamela Pam
Patricia Pat Patty Tricia
Patrick Pat Paddy
Philip Phil Филипп Pip
Raymond Ray
Rebecca Becky Becca
Richard Rick Dick Rich Ricky
Robert Bob Rob Bobby Robbie Bert Роберт
Ronald Ron Ronnie
Samantha Sam
Samuel Sam Sammy
Stephanie Steph
Susan Sue Susie Suzanne
Teresa Terry Tess Theresa
Terence Terry
Thomas Tom Tommy
Veronica Ronnie Вероника
Victor Vic
Vincent Vince
Walter Walt Wally
William Bill Will Billy Liam Willie
Zachary Zach Zack
`

const byForm = new Map<string, string[][]>()
for (const line of groups.trim().split('\n')) {
  const forms = [...new Set(line.split(' ').map(romanise))]
  for (const form of forms) byForm.set(form, [...(byForm.get(form) ?? []), forms])
}

/** Whether two romanised given names may be forms of one: Bob and Robert, «Саша» and «Александр». */
export function areFormsOfOne(a: string, b: string): boolean {
  return byForm.get(a)?.some((forms) => forms.includes(b)) ?? false
}

/** All forms a romanised given name may stand for, itself included. */
export function formsOf(name: string): string[] {
  return [...new Set([name, ...(byForm.get(name)?.flat() ?? [])])]
}

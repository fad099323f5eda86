import { type FormEvent, useRef, useState } from 'react'
import { ApiError } from '../api/errors.ts'
import { errorSentence, fieldSentences } from '../text/errors.ts'
import { useT } from '../text/i18n.ts'

export interface FormOptions<Values> {
  initial: Values
  /** Sends the values. What it throws is shown: at the fields it names, else above the button. */
  submit: (values: Values) => Promise<unknown>
  /** Names of fields that may not be empty. */
  required?: readonly (keyof Values & string)[]
  /** Problems found here, as keys of `errors.*` by field: `value.password-short`. */
  check?: (values: Values) => Partial<Record<keyof Values & string, Problem | null>>
}

/** A key of `errors.*`, with the parameters of its sentence. */
export type Problem = string | { error: string; params: Record<string, unknown> }

/** State of a form: values, one sentence per wrong field, and the way to send it once. */
export function useForm<Values extends object>({
  initial,
  submit,
  required = [],
  check,
}: FormOptions<Values>) {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState(initial)
  const [problems, setProblems] = useState<Partial<Record<string, Problem>>>({})
  const [failure, setFailure] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)

  const sent = fieldSentences(t, failure)
  function sentenceOf(name: string): string | undefined {
    const problem = problems[name]
    if (typeof problem === 'string') return t.dyn(`errors.${problem}`)
    return problem ? t.dyn(`errors.${problem.error}`, problem.params) : sent[name]
  }

  function set<Name extends keyof Values>(name: Name, value: Values[Name]) {
    setValues((former) => ({ ...former, [name]: value }))
    setProblems(({ [name as string]: _gone, ...rest }) => rest)
  }

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (isPending) return
    const found = problemsOf(values, required, check)
    setProblems(found)
    setFailure(null)
    if (Object.keys(found).length > 0) return focusFirst(form.current, Object.keys(found))
    setPending(true)
    try {
      await submit(values)
    } catch (error) {
      setFailure(error)
      if (error instanceof ApiError)
        focusFirst(
          form.current,
          error.problems.map(({ field }) => field),
        )
    } finally {
      setPending(false)
    }
  }

  const isAboutFields = Object.keys(sent).length > 0
  return {
    values,
    set,
    isPending,
    /** The sentence of a failure that is about no field. */
    error: failure !== null && !isAboutFields ? errorSentence(t, failure) : null,
    reset: () => setValues(initial),
    formProps: { ref: form, onSubmit, noValidate: true },
    /** What a field of the kit takes to stand for a member of the values. */
    field: <Name extends keyof Values & string>(name: Name) => ({
      name,
      value: values[name],
      onChange: (value: Values[Name]) => set(name, value),
      error: sentenceOf(name),
      required: required.includes(name),
    }),
  }
}

function problemsOf<Values extends object>(
  values: Values,
  required: readonly (keyof Values & string)[],
  check: FormOptions<Values>['check'],
): Record<string, Problem> {
  const found: Record<string, Problem> = {}
  for (const [name, problem] of Object.entries(check?.(values) ?? {})) {
    // `Object.entries` forgets what kind of values the checked fields have.
    if (problem) found[name] = problem as Problem
  }
  for (const name of required) {
    const value = values[name]
    if (value === '' || value === null || value === undefined) found[name] = 'value.required'
  }
  return found
}

function focusFirst(form: HTMLFormElement | null, names: readonly string[]): void {
  // After the messages have been rendered, so that they are read out with the field.
  requestAnimationFrame(() => {
    const fields = [...(form?.elements ?? [])].filter((element) => element instanceof HTMLInputElement)
    fields.find(({ name }) => names.includes(name))?.focus()
  })
}

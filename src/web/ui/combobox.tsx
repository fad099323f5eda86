/**
 * The parts of a picker with its own list (search results, suggestions, tokens). Use `Select` when a list of
 * options is enough.
 */
export { Combobox, useCombobox } from '@mantine/core'

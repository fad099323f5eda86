let resolve: () => void = () => {}

/** Comes true when the first screen has been shown and the line is quiet: the time for what can wait. */
export const firstScreenShown = new Promise<void>((done) => {
  resolve = done
})

/** Says that it is so. */
export const noteFirstScreen = () => resolve()

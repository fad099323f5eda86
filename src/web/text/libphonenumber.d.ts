declare module 'libphonenumber-js/min/index.js' {
  export * from 'libphonenumber-js/min'
}

/** The copy of axios that node-quickbooks loads; the package exports the file, but has no types for it. */
declare module 'axios/dist/node/axios.cjs' {
  export { default } from 'axios';
}

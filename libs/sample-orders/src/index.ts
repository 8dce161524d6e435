/**
 * Sample workbooks with real-looking orders and the figures that they must come to: for the demo, the tests
 * and the benchmarks. The same seed gives the same file.
 */
export { type SampleOptions, type SampleTruth, type SampleWorkbook, sampleWorkbook } from './sample-workbook';

/** 情報の出所: from whom something was heard, how and when; often of somebody who is not at the table. */
import { shortName } from "../config";
import { fielded } from "./fielded";

export const Source = fielded("source", [
  { attribute: "informant", label: "informant", type: "text", offers: ({ people }) => people.map((one) => shortName(one, people)) },
  { attribute: "how", label: "how", type: "text", offers: ({ words }) => words("ways").split(",") },
  { attribute: "day", label: "heard", type: "date" },
]);

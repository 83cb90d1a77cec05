/** 次回: when it is looked at again, and at what. */
import { fielded } from "./fielded";

export const Next = fielded("next", [{ attribute: "day", label: "next_day", type: "date" }]);

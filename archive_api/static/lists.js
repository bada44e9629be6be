// The lists' forms: choosing an office by a part of its name.

import { OfficeChoice } from "./office_choice.js";

const input = document.getElementById("office");
const list = document.getElementById("offices");
if (input instanceof HTMLInputElement && list) new OfficeChoice(input, list, [], () => {});

#!/usr/bin/env bash
# Expected: XLIFF 2.0 splits a long text into several <segment>s of one <unit>; a converter gives the whole text, and
# what is converted there and back has the same words and spaces.
# Seen: xliff2js keeps the last segment of a unit only, the text before it is gone without a word. On the way back
# states are dropped and line breaks stand in the text around inline codes.
# xliff 6.4.0 (npm), 2026-11-29.
# Matters: tools of translators split at full stops; only the last sentence of each description would come home.
set -euo pipefail

for tool in node npm; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts xliff@6.4.0

cat > check.mjs <<'EOF'
import fs from "node:fs";
import xliff from "xliff";

const { version } = JSON.parse(fs.readFileSync("node_modules/xliff/package.json", "utf8"));
const text = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="de" trgLang="en"><file id="f1">
<unit id="u1"><segment state="reviewed"><source>Wir helfen. </source><target>We help. </target></segment>
<segment state="initial"><source>Kommen Sie.</source><target>Come.</target></segment></unit>
<unit id="u2"><segment state="final"><source>Kurs <ph id="1"/> Deutsch</source></segment></unit>
</file></xliff>`;
const { resources, ...rest } = await xliff.xliff2js(text);
const back = await xliff.js2xliff({ resources, ...rest });
const seen = JSON.stringify([
    resources.f1.u1.source,
    back.includes("state="),
    /<source>([^]*?Deutsch)/.exec(back.slice(back.indexOf('"u2"')))[1].includes("\n"),
]);
console.log("xliff", version);
console.log('expected: ["Wir helfen. Kommen Sie.",true,false] (text of the first unit, states kept, line breaks added)');
console.log("seen:    ", seen);
if (seen !== '["Kommen Sie.",false,true]') {
    console.error("CHANGED: segments, states or spaces are treated in another way");
    process.exit(1);
}
EOF
node check.mjs

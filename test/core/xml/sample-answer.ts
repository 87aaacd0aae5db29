/** An answer with everything that trips parsers: dotted names, references, CDATA, comments, non-ASCII, empty elements. */
export const SAMPLE_ANSWER = '<?xml version="1.0" encoding="UTF-8"?>\n<response><!-- made up --><control><status>success</status>' +
	'<senderid>bluefin-ws</senderid><uniqueid>false</uniqueid></control><operation><result><status>success</status>' +
	'<data listtype="APBILL" totalcount="3" count="2" label="A &amp; B">' +
	'<APBILL><RECORDNO>0901</RECORDNO><VENDOR.NAME>Tide &amp; Søn &#039;x&#x27; €</VENDOR.NAME><TOTALDUE>1E5</TOTALDUE><WHENPAID></WHENPAID><ONHOLD/></APBILL>' +
	'<APBILL><RECORDNO>902</RECORDNO><VENDOR.NAME>  two  </VENDOR.NAME><TOTALDUE>1.10</TOTALDUE><NOTE><![CDATA[a < b &amp; c]]></NOTE></APBILL>' +
	'</data></result></operation></response>';

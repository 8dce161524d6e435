/**
 * What guessing begins with, from the head of every published list of leaked passwords. Words are enough for
 * most: `Password2026!` is a word with decoration, which password-rules.ts sees through.
 */
export const COMMON_WORDS = `
password passwort passw pass passwd passphrase motdepasse contrasena senha parola haslo sifre hunter
admin administrator administrateur root user guest test testing tester demo sample example default change changeme
changeit secret geheim secreto confidential private login logon signin signup access account master superuser
welcome willkommen bienvenue hello hallo hola letmein let me in open opensesame sesame enter please
iloveyou ilove love you me my the lovely lover loveme forever always sweetheart darling honey baby babygirl babyboy princess prince
prinzessin angel angels sunshine sommer summer winter spring autumn herbst fruehling season january february march april june july
august september october november december januar februar maerz juni juli oktober dezember monday tuesday wednesday
thursday friday saturday sunday today tomorrow
qwerty qwertz azerty asdf asdfgh asdfghjkl zxcvbnm qazwsx qweasd qweasdzxc abc abcd abcdef
dragon monkey tiger lion eagle falcon phoenix shark dolphin butterfly flower flowers rose snoopy bailey buddy rocky
shadow ninja samurai warrior knight wizard merlin gandalf legend hero king queen
football fussball soccer baseball basketball hockey tennis golf liverpool arsenal chelsea barcelona realmadrid juventus bayern
superman batman spiderman ironman starwars startrek pokemon pikachu naruto minecraft matrix harrypotter
michael jennifer jessica ashley daniel thomas andrew joshua matthew charlie jordan robert william nicole michelle
alexander alexandra maria anna peter martin stefan andreas christian sebastian maximilian
chocolate cookie cheese banana orange apple cherry pepper ginger coffee whiskey
computer internet samsung google facebook microsoft windows android iphone apple linux ubuntu server network system
database oracle mysql mongodb mongo redis cisco router
company firma office business enterprise corporate service support help helpdesk sales finance manager
order orders bulk bulkorder bulkorders dashboard console upload processing
freedom trustno trustnoone whatever nothing something anything everything jesus christ god blessed heaven
mustang ferrari porsche mercedes corvette harley yamaha
fuckyou fuckoff fuckme asshole bitch
money dollar million rich lucky success winner
london paris berlin munich muenchen hamburg vienna wien zurich newyork chicago texas california germany deutschland
america canada england france italia russia india brasil
purple yellow green blue black white silver golden red
family mother father mama papa sister brother friend friends bestfriend
killer hacker cracker destroyer
`.trim();

/** Whole passwords of ten characters and more that are no words. */
export const COMMON_PASSWORDS = `
1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qaz@wsx3edc 1qazxsw23edc 1qaz2wsx3edc4rfv zaq12wsxcde3 zaq1zaq1zaq1 !qaz2wsx3edc
qwe123qwe123 qwer1234qwer asd123asd123 abc123abc123 123qweasdzxc qweasdzxc123 q1w2e3r4t5 q1w2e3r4t5y6 a1b2c3d4e5
a1b2c3d4e5f6 aa12345678 a123456789 123456789a 123456789q q123456789 123456abcd abcd123456 abcde12345 12345abcde
1234567899 1234554321 1122334455 9876543210 0987654321 0123456789 1357924680 2468013579 147258369 1472583690 7894561230
3141592653 3141592654 31415926535 2718281828 1111122222 1123581321 12344321 1020304050 5201314520 woaini1314
thisisapassword thequickbrownfox correcthorse correcthorsebatterystaple mynameisnobody tobeornottobe maytheforcebewithyou
letmeinplease letmeinnow iamthebest iloveyousomuch iloveyou4ever iloveyouforever trustno1trustno1 p@ssw0rd123 pa55word123
passw0rd123 mypassword mypassword1 yourpassword newpassword oldpassword nopassword password12345 passwordpassword
adminadmin rootroot1234 administrator1 admin123456 admin12345 qwerty12345 qwerty123456 qwertyuiop1 qwertyuiop[]
asdfghjkl; zxcvbnm,./ asdfasdfasdf test123456 testtest123 user123456 welcome12345 changeme123 monkey12345 dragon12345
jordan23jordan michael1234 charlie1234 superman123 batman12345 football123 baseball123 liverpool1 arsenal1234
unbelievable incredible basketball1 volleyball snowboarding hellokitty mylittlepony powerrangers teletubbies
manchester manchesterunited manutd1234 realmadrid1 barcelona10 juventus1897
bulkorders1 bulk-orders bulkorders! orderorder1 dashboard1 dashboard123
`.trim();

"""Short texts of our own for the tests."""

GERMAN = (
    "Wien – Die österreichische Außenministerin hat am Montag in Prag ihren Amtskollegen getroffen. "
    "Tschechien warf Russland vor, Wahlen beeinflusst zu haben. „Das nehmen wir nicht hin“, sagte der Minister."
)
ENGLISH = (
    "The Canadian prime minister met the president of Kenya in Nairobi on Tuesday. "
    "Kenya accused Somalia of harbouring rebels. “We will not accept this,” the minister said."
)
FRENCH = (
    "Le ministre des affaires étrangères a rencontré lundi son homologue allemand à Paris. Les deux pays souhaitent "
    "renforcer leur coopération et demandent la fin des combats dans la région."
)

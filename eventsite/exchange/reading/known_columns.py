"""Names of columns that programmes come with: in six languages, and as other tools write them."""

from enum import StrEnum

from eventsite.core.i18n import N_


class Field(StrEnum):
    """What a column may hold; those of `LOCALIZED` may end in `:` and a language's code."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    ABSTRACT = "abstract"
    DESCRIPTION = "description"
    ID = "id"
    DATE = "date"
    START = "start"
    END = "end"
    #: A range such as "09:00–10:30", or a start alone.
    TIME = "time"
    DURATION = "duration"
    ZONE = "zone"
    ROOM = "room"
    TRACK = "track"
    KIND = "kind"
    LANGUAGE = "language"
    SPEAKERS = "speakers"
    FIRST_NAME = "first-name"
    LAST_NAME = "last-name"
    MODERATORS = "moderators"
    PANELLISTS = "panellists"
    CHAIRS = "chairs"
    ORGANISATION = "organisation"
    ROLE_TITLE = "role-title"
    EMAIL = "email"
    STATUS = "status"
    ONLINE = "online"
    URL = "url"
    LINKS = "links"
    RECORDING = "recording"


LABELS = {
    Field.TITLE: N_("Title"),
    Field.SUBTITLE: N_("Second line of the title"),
    Field.ABSTRACT: N_("Abstract"),
    Field.DESCRIPTION: N_("Description (after the abstract)"),
    Field.ID: N_("Id (to recognise it again)"),
    Field.DATE: N_("Day"),
    Field.START: N_("Start"),
    Field.END: N_("End"),
    Field.TIME: N_("Start and end in one cell"),
    Field.DURATION: N_("Length"),
    Field.ZONE: N_("Time zone"),
    Field.ROOM: N_("Room"),
    Field.TRACK: N_("Track"),
    Field.KIND: N_("Kind of session"),
    Field.LANGUAGE: N_("Languages"),
    Field.SPEAKERS: N_("Speakers"),
    Field.FIRST_NAME: N_("First name of a speaker"),
    Field.LAST_NAME: N_("Family name of a speaker"),
    Field.MODERATORS: N_("Moderators"),
    Field.PANELLISTS: N_("Panellists"),
    Field.CHAIRS: N_("Chairs"),
    Field.ORGANISATION: N_("Organisation of the speaker"),
    Field.ROLE_TITLE: N_("Position of the speaker"),
    Field.EMAIL: N_("Email of the speaker"),
    Field.STATUS: N_("State (confirmed, cancelled…)"),
    Field.ONLINE: N_("Online or on site"),
    Field.URL: N_("Page of the session"),
    Field.LINKS: N_("Links and papers"),
    Field.RECORDING: N_("Recording"),
}
#: Fields that may be given in several languages, each in a column of its own.
LOCALIZED = frozenset({Field.TITLE, Field.SUBTITLE, Field.ABSTRACT, Field.DESCRIPTION})

#: Names between bars, compared without case, accents and punctuation. The tools' own names are
#: those of the CSV exports of pretalx, Sessionize, Indico, and of this platform.
NAMES: dict[Field, str] = {
    Field.TITLE: (
        "title|session title|talk title|proposal title|event title|name of session|session name|"
        "session|topic|subject|summary|item|agenda item|programme item|titre|titre de la session|"
        "intitulé|sujet|título|titulo|título de la sesión|sesión|tema|название|заголовок|тема|"
        "название сессии|العنوان|عنوان|عنوان الجلسة|الجلسة|الموضوع|标题|题目|名称|会议名称|"
        "主题|议题|titel|titolo"
    ),
    Field.SUBTITLE: "subtitle|sub title|sous titre|subtítulo|подзаголовок|العنوان الفرعي|副标题",
    Field.ABSTRACT: (
        "abstract|summary text|synopsis|résumé|resumen|аннотация|резюме|ملخص|الملخص|摘要|内容摘要"
    ),
    Field.DESCRIPTION: (
        "description|long description|details|content|notes for the programme|descriptif|contenu|"
        "descripción|contenido|описание|содержание|الوصف|وصف|描述|说明|内容|介绍"
    ),
    Field.ID: (
        "id|session id|talk id|event id|code|session code|submission code|uid|guid|uuid|key|"
        "identifier|reference|ref|no id|proposal id|contribution id|identifiant|identificador|"
        "идентификатор|المعرف|رمز|编号|标识"
    ),
    Field.DATE: (
        "date|day|session date|event date|start date|jour|date de début|fecha|día|дата|день|"
        "التاريخ|اليوم|تاريخ|日期|天|datum|tag"
    ),
    Field.START: (
        "start|start time|begin|begins|from|starts at|start at|scheduled at|slot start|starttime|"
        "startsat|dtstart|début|heure de début|inicio|hora de inicio|desde|начало|время начала|"
        "البداية|وقت البدء|بداية|من|开始|开始时间|beginn"
    ),
    Field.END: (
        "end|end time|ends|to|until|ends at|finish|slot end|endtime|endsat|dtend|fin|heure de fin|"
        "hora de fin|hasta|конец|окончание|время окончания|до|النهاية|وقت الانتهاء|نهاية|إلى|"
        "结束|结束时间|ende"
    ),
    Field.TIME: (
        "time|times|time slot|timeslot|slot|hours|schedule|when|heure|heures|horaire|horaires|hora|"
        "horas|horario|время|часы|الوقت|الساعة|الزمن|时间|时段|zeit|uhrzeit"
    ),
    Field.DURATION: (
        "duration|length|minutes|duration min|duration minutes|scheduled duration|durée|durée min|"
        "duración|продолжительность|длительность|المدة|时长|持续时间|dauer"
    ),
    Field.ZONE: (
        "time zone|timezone|zone|tz|tzid|fuseau horaire|fuseau|zona horaria|huso horario|"
        "часовой пояс|المنطقة الزمنية|时区"
    ),
    Field.ROOM: (
        "room|rooms|location|venue|place|hall|stage|where|salle|lieu|sala|lugar|ubicación|зал|"
        "комната|место|аудитория|القاعة|قاعة|المكان|الغرفة|房间|会议室|地点|会场|raum"
    ),
    Field.TRACK: (
        "track|tracks|stream|theme|strand|thematic track|parcours|filière|thème|axe|pista|eje|"
        "itinerario|трек|секция|направление|المسار|مسار|المحور|分会|专题|轨道"
    ),
    Field.KIND: (
        "kind|type|session type|session format|format|submission type|kind of session|genre|"
        "type de session|tipo|tipo de sesión|формат|тип|вид|النوع|نوع الجلسة|类型|形式|art"
    ),
    Field.LANGUAGE: (
        "language|languages|lang|spoken language|languages spoken|content locale|langue|langues|"
        "idioma|idiomas|язык|языки|اللغة|اللغات|لغة|语言|语种|sprache"
    ),
    Field.SPEAKERS: (
        "speaker|speakers|speaker name|speaker names|speaker s|presenter|presenters|presented by|"
        "name of speaker|participants|with|lecturer|lecturers|persons|authors|owner|orateur|"
        "orateurs|oratrices|intervenant|intervenants|intervenantes|conférenciers|orador|oradores|"
        "ponente|ponentes|докладчик|докладчики|спикер|спикеры|выступающие|المتحدث|المتحدثون|"
        "المتحدثين|المشاركون|演讲人|发言人|演讲者|嘉宾|主讲人|referenten"
    ),
    Field.FIRST_NAME: "first name|firstname|given name|speaker first name|prénom|nombre|имя|名",
    Field.LAST_NAME: (
        "last name|lastname|family name|surname|speaker last name|nom de famille|apellido|"
        "apellidos|фамилия|姓"
    ),
    Field.MODERATORS: (
        "moderator|moderators|moderator s|facilitator|facilitators|host|modérateur|modérateurs|"
        "modératrice|animateur|moderador|moderadores|moderadora|модератор|модераторы|"
        "ведущий|الميسر|مدير الجلسة|المنسق|主持人|主持"
    ),
    Field.PANELLISTS: (
        "panellist|panellists|panelist|panelists|panéliste|panélistes|panelista|panelistas|"
        "участники дискуссии|участники панели|أعضاء حلقة النقاش|المحاورون|小组成员|讨论嘉宾"
    ),
    Field.CHAIRS: (
        "chair|chairs|chairperson|conveners|convener|session chair|président|présidente|"
        "présidents|presidente|presidenta|председатель|رئيس الجلسة|الرئيس|主席"
    ),
    Field.ORGANISATION: (
        "organisation|organization|affiliation|company|institution|speaker organisation|"
        "organisme|entreprise|organización|empresa|institución|организация|компания|"
        "المؤسسة|المنظمة|الجهة|单位|机构|组织"
    ),
    Field.ROLE_TITLE: (
        "position|job title|function|tagline|tag line|fonction|poste|cargo|должность|المنصب|"
        "الوظيفة|职务|职位"
    ),
    Field.EMAIL: (
        "email|e mail|email address|speaker email|owner email|courriel|adresse électronique|"
        "correo electrónico|correo|электронная почта|البريد الإلكتروني|电子邮件|邮箱"
    ),
    Field.STATUS: "status|state|statut|état|estado|статус|состояние|الحالة|状态",
    Field.ONLINE: (
        "online|mode|attendance|en ligne|modalité|en línea|modalidad|онлайн|عن بعد|في الموقع|线上"
    ),
    Field.URL: "url|web page|page|link to session|public url|page web|página|страница|الصفحة|网址",
    Field.LINKS: (
        "links|link|materials|attachments|resources|slides|documents|liens|ressources|enlaces|"
        "materiales|ссылки|материалы|الروابط|المواد|链接|资料"
    ),
    Field.RECORDING: (
        "recording|recordings|recording link|recording url|video|enregistrement|vidéo|grabación|"
        "запись|التسجيل|录像|录制"
    ),
}
#: What a cell or the end of a column's name may call a language; folded like the columns.
LANGUAGE_NAMES: dict[str, str] = {
    "ar": "ar|ara|arabic|arabe|árabe|арабский|العربية|عربي|阿拉伯语|阿拉伯文|arabisch",
    "zh": (
        "zh|chi|zho|chinese|chinois|chino|китайский|"
        "الصينية|中文|汉语|chinesisch|mandarin|zh hans|zh cn"
    ),
    "en": (
        "en|eng|english|anglais|inglés|английский|"
        "الإنكليزية|الإنجليزية|英语|英文|englisch|en gb|en us"
    ),
    "fr": "fr|fra|fre|french|français|francés|французский|الفرنسية|法语|法文|französisch",
    "ru": "ru|rus|russian|russe|ruso|русский|الروسية|俄语|俄文|russisch",
    "es": "es|spa|spanish|espagnol|español|castellano|испанский|الإسبانية|西班牙语|西班牙文",
    "de": "de|deu|ger|german|allemand|alemán|немецкий|الألمانية|德语|deutsch",
    "pt": "pt|por|portuguese|portugais|portugués|португальский|البرتغالية|葡萄牙语|português|pt br",
    "it": "it|ita|italian|italien|italiano|итальянский|الإيطالية|意大利语",
    "ja": "ja|jpn|japanese|japonais|japonés|японский|اليابانية|日语|日本語",
    "ko": "ko|kor|korean|coréen|coreano|корейский|الكورية|韩语|한국어",
    "tr": "tr|tur|turkish|turc|turco|турецкий|التركية|土耳其语|türkçe",
}

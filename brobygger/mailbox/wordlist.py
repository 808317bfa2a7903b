"""The plain words of which codes are made: what grows, swims, flies and shines, and what stands in a house.

No names of people, and nothing that hurts or frightens. They can be read aloud on the phone, and most can be typed on
any keyboard.
"""

NATURE = tuple(
    """
    abrikos agern agurk akacie alge ananas anemone appelsin artiskok asparges aubergine avocado bambus banan
    basilikum bellis birkes blomme boghvede bregne broccoli busk citron dadel delfin dild drue due dueurt
    edderfugl efeu eg egern elefant elg elm estragon fasan fennikel fersken figen fjord flamingo flod forel
    forglemmigej gedeblad giraf gran granskov grapefrugt grotte guldfisk guldsmed gulerod gyvel hare havre
    havtorn hede hejre hest himmel hirse hjort horisont humle humlebi hvalros hvede hvidtorn hyacint hyben hyld
    ibis istap jordskok kakao kaktus kamille kanel kanin kantarel kapers kardemomme karry karse kastanje kiwi
    klematis klippe klit klokkeblomst kokos kolibri komet koral koriander kornblomst krabbe krebs krokus kvist
    kyst lagune lakrids laks lama lavendel linse lunde lupin lyng majs mandarin mandel mango marsvin melon
    mirabel morgendug mos mosebunke muldvarp muskat musling musvit mynte myre narcis nektarin oase ocean odder
    okapi oliven orkide palme panda papaya paprika pastinak peber pelikan persille pindsvin pingvin pinje
    pistacie planet polarlys pony poppel porre primula pyt quinoa rabarber radise ranunkel regn regnbue ribs ris
    rosin rosmarin rucola rug rype safran salat salvie sandbanke selleri sennep sesam siv sky slette sne snefnug
    snegl sneugle solopgang solsikke solsort sommerfugl spinat spire spurv stenbider stjerne stork strand struds
    svale svane syren tagetes tang tapir tidevand tidsel timian tinde tomat torsk trane tulipan tundra turkis
    ugle undulat valmue vandfald vanilje vedbend vibe vindrue vintergran zebra
    """.split()  # noqa: SIM905
)

THINGS = tuple(
    """
    akvarel altan arkade badebro badering balje ballon bamse banjo barometer bassin basun billede blomsterkasse
    bluse blyant boble bog bogstav bold bolle bolsje bord brikker brille bro brusebad buket bukser bus butik
    cello cirkel cykel dagbog dagslys dessert drage dragt drivhus dukke dyne elevator emalje espalier etage fane
    farve festsal filt fiol fiskekutter flise flyver fodbold foldestol fontæne frakke galoche gardin garn globus
    glorie gondol gryde guitar gulv gummisko gynge halm harmonika harpe hat havegang havestol hjul honning hotel
    hue husmur hylde hynde jakke jolle kaffe kage kajak kalender kamin kande kano karaffel karrusel kasket kasse
    katalog kikkert kiosk kjole klarinet klaver knap koffert kompas kop kork krone krus krydderi kuglepen kuvert
    lagen lampe lanterne legeplads lejr lerkrus lineal linned loft luftskib lup lysestage lysning madpakke
    magnet maling mandolin marcipan markise mejeri metro mobile mosaik muffin mundharmonika museum musik nisse
    nodehæfte obo ord orgel pakke palet panorama papir parasol park parket passer pejs pels pensel perron piano
    pibe pilot plakat plankebord pose postkasse pude pung puslespil radio ramme regnfrakke reol ridebane
    ringbind rosenbed rulle rygsæk sadel saft sandal sandkasse saxofon sejl sejlskib sirup skammel ski skilt
    skole sofa sok sokkel solhat solskin spand spejl spil spisebord stafet stald statue stentrappe stol
    strygejern stue sukker suppe svamp symaskine tag tagsten tallerken tapet taske tavle te tegning telt tepotte
    termokande terrasse ting toast tog tombola torv trapez trappe trekant trillebor tromme trompet tunnel uld ur
    urtepotte vaffel vandkande vantebyld vase veranda vest viadukt vindmølle violin vogn vugge yoyo
    """.split()  # noqa: SIM905
)

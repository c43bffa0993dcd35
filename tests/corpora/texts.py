"""Invented sentences in every language the product reads, for tests of models."""

TEXTS = (
    "Oštećena je u više navrata saslušana pred okrivljenim, bez prisustva punomoćnika.",
    "Оштећена је одведена у кућу у којој јој је одузет пасош и речено да дугује 3.000 евра.",
    "Sud je mišljenja da je oštećena svojevoljno pristala, jer je mogla da ode kad god je htjela.",
    "Оштетената се упатува имотноправното побарување да го оствари во парнична постапка.",
    "Gjykata e dënon të pandehurin me tetë vjet burgim për trafikimin e personave të rritur.",
    "The court held that the victim's consent was irrelevant because she was fourteen.",
)
